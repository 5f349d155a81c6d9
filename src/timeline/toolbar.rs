//! How much of the time to see, and what the marks mean.

use leptos::prelude::*;
use plan::model::Side;

use super::chart::Chart;
use super::scale::Zoom;
use crate::i18n::*;
use crate::panels::{Panel, Panels};

/// Zoom, the way to today, planning backwards.
#[component]
pub fn Toolbar(
    /// The timeline.
    chart: Chart,
) -> impl IntoView {
    let i18n = chart.i18n;
    let choice = move |zoom: Zoom| {
        let words = move || match zoom {
            Zoom::Day => t_string!(i18n, timeline.day),
            Zoom::Week => t_string!(i18n, timeline.week),
            Zoom::Month => t_string!(i18n, timeline.month),
            Zoom::Fit => t_string!(i18n, timeline.fit),
        };
        let press = move |_| {
            chart.zoom.set(zoom);
            // After the days have their places.
            request_animation_frame(move || chart.show(chart.today.get_untracked()));
        };
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || (chart.zoom.get() == zoom).to_string()
                on:click=press
            >
                {words}
            </button>
        }
    };
    // A page that only shows a plan has no panels.
    let days_off = use_context::<Panels>().map(|panels| {
        view! {
            <button
                type="button"
                class="button is-quiet"
                aria-haspopup="dialog"
                on:click=move |_| panels.show(Panel::DaysOff)
            >
                {t!(i18n, days_off.label)}
            </button>
        }
    });
    let to_today = move |_| chart.show(chart.today.get_untracked());
    view! {
        <div class="timeline__bar">
            <div class="segments" role="group" aria-label=move || t_string!(i18n, timeline.zoom)>
                {Zoom::ALL.map(choice).collect_view()}
            </div>
            <button type="button" class="button is-quiet" on:click=to_today>{t!(i18n, timeline.to_today)}</button>
            {days_off}
            <Legend chart=chart />
        </div>
    }
}

#[component]
fn Legend(chart: Chart) -> impl IntoView {
    let i18n = chart.i18n;
    let has_partner = Memo::new(move |_| {
        let all = chart.scheduled.all();
        let partner = |side: &Side| *side == Side::Partner;
        all.is_some_and(|all| {
            all.plan.people.iter().any(|one| partner(&one.side))
                || all.plan.calendars.keys().any(partner)
        })
    });
    view! {
        <ul class="legend" aria-label=move || t_string!(i18n, timeline.legend)>
            <li title=move || t_string!(i18n, timeline.legend_critical_why)>
                <i class="legend__mark is-critical" aria-hidden="true"></i>
                {t!(i18n, timeline.legend_critical)}
            </li>
            <li><i class="legend__mark is-slack" aria-hidden="true"></i>{t!(i18n, timeline.legend_slack)}</li>
            <li><i class="legend__mark is-pace" aria-hidden="true"></i>{t!(i18n, timeline.legend_pace)}</li>
            <li><i class="legend__mark is-off" aria-hidden="true"></i>{t!(i18n, timeline.legend_nobody)}</li>
            <li><i class="legend__mark is-off is-buyer" aria-hidden="true"></i>{t!(i18n, timeline.legend_buyer)}</li>
            <li><i class="legend__mark is-off is-seller" aria-hidden="true"></i>{t!(i18n, timeline.legend_seller)}</li>
            <Show when=move || has_partner.get()>
                <li>
                    <i class="legend__mark is-off is-partner" aria-hidden="true"></i>
                    {t!(i18n, timeline.legend_partner)}
                </li>
            </Show>
        </ul>
    }
}
