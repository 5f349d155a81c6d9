//! Icons: symbols of the one sprite in `index.html` (`public/icons/sprite.svg`).

use leptos::prelude::*;

/// A symbol of the sprite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the pictures")]
pub enum Icon {
    Archive,
    Arrow,
    Bottom,
    Close,
    Down,
    Grip,
    Link,
    Lock,
    Pin,
    Plus,
    Redo,
    Restore,
    Top,
    Undo,
    Up,
}

impl Icon {
    fn href(self) -> &'static str {
        match self {
            Self::Archive => "#icon-archive",
            Self::Arrow => "#icon-arrow",
            Self::Bottom => "#icon-bottom",
            Self::Close => "#icon-close",
            Self::Down => "#icon-down",
            Self::Grip => "#icon-grip",
            Self::Link => "#icon-link",
            Self::Lock => "#icon-lock",
            Self::Pin => "#icon-pin",
            Self::Plus => "#icon-plus",
            Self::Redo => "#icon-redo",
            Self::Restore => "#icon-restore",
            Self::Top => "#icon-top",
            Self::Undo => "#icon-undo",
            Self::Up => "#icon-up",
        }
    }
}

/// Draws an icon. It says nothing to a screen reader: the control around it has the name.
pub fn icon(icon: Icon) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=icon.href()></use>
        </svg>
    }
}
