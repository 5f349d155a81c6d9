//! The app's files: from the binary (release builds) or from a folder, compressed, cached where their name
//! holds a hash. Read once at the start: a request never touches the disk.

mod names;

use std::{
    collections::HashMap,
    fs, io,
    path::Path,
    sync::{Arc, OnceLock},
};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use self::names::{accepts, content_type, gains, has_hash, inline_scripts, is_compressed};

const INDEX: &str = "index.html";
/// Good compression at a speed that is done before the first visitor comes; the build may do better.
const BROTLI_QUALITY: i32 = 7;
const BROTLI_WINDOW: i32 = 22;
/// Smaller files do not gain from compression.
const COMPRESSED_BYTES_MIN: usize = 512;

/// In release builds the app is in the binary. `allow_missing`: the relay builds without the app, too.
#[cfg(not(debug_assertions))]
#[derive(rust_embed::RustEmbed)]
#[folder = "../../dist"]
#[allow_missing = true]
struct Embedded;

/// All files of the app, by path without leading slash.
#[derive(Debug, Default)]
pub struct Assets(HashMap<String, Asset>);

#[derive(Debug)]
struct Asset {
    plain: Bytes,
    /// Filled by the build (`.br`), or after the start.
    brotli: OnceLock<Bytes>,
    gzip: Option<Bytes>,
    content_type: &'static str,
    tag: HeaderValue,
    immutable: bool,
}

impl Assets {
    /// What the binary holds; nothing in a debug build, or when there was no app to embed.
    pub fn embedded() -> Self {
        #[cfg(not(debug_assertions))]
        {
            let files = Embedded::iter().filter_map(|path| {
                let data = Embedded::get(&path)?.data;
                Some((path.into_owned(), Bytes::from(data.into_owned())))
            });
            Self::from_files(files)
        }
        #[cfg(debug_assertions)]
        Self::default()
    }

    /// All files of a folder.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn from_folder(folder: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        collect(folder, folder, &mut files)?;
        Ok(Self::from_files(files))
    }

    /// From paths and contents; `x.br` and `x.gz` become the compressed forms of `x`.
    pub fn from_files(files: impl IntoIterator<Item = (String, Bytes)>) -> Self {
        let mut all: HashMap<String, Bytes> = files.into_iter().collect();
        let names: Vec<String> = all
            .keys()
            .filter(|name| !is_compressed(name, &all))
            .cloned()
            .collect();
        let mut assets = HashMap::new();
        for name in names {
            let Some(plain) = all.remove(&name) else {
                continue;
            };
            let brotli = all
                .remove(&format!("{name}.br"))
                .map_or_else(OnceLock::new, OnceLock::from);
            let gzip = all.remove(&format!("{name}.gz"));
            let content_type = content_type(&name);
            // Weak: the compressed forms share it.
            let tag = format!("W/\"{}\"", &STANDARD.encode(Sha256::digest(&plain))[..22]);
            let tag = HeaderValue::from_str(&tag).expect("base64");
            let immutable = has_hash(&name);
            assets.insert(
                name,
                Asset {
                    plain,
                    brotli,
                    gzip,
                    content_type,
                    tag,
                    immutable,
                },
            );
        }
        Self(assets)
    }

    /// Whether there is an app at all.
    pub fn has_app(&self) -> bool {
        self.0.contains_key(INDEX)
    }

    /// SHA-256 in base64 of each inline script of `index.html`, for the content security policy.
    pub fn script_hashes(&self) -> Vec<String> {
        let index = self
            .0
            .get(INDEX)
            .map(|asset| String::from_utf8_lossy(&asset.plain).into_owned());
        let scripts = index.as_deref().map(inline_scripts).unwrap_or_default();
        scripts
            .iter()
            .map(|script| STANDARD.encode(Sha256::digest(script)))
            .collect()
    }

    /// Compresses what the build did not, on a thread of its own: the start does not wait (P14).
    pub fn compress_in_background(self: &Arc<Self>) {
        let assets = self.clone();
        let work = move || assets.0.values().for_each(Asset::compress);
        // Without a thread the files go out uncompressed.
        let _ = std::thread::Builder::new()
            .name("compress".into())
            .spawn(work);
    }

    /// Answers a GET. Unknown paths without a dot are pages of the app.
    pub fn respond(&self, path: &str, request: &HeaderMap) -> Response {
        let path = path.trim_start_matches('/');
        let is_page = path.is_empty() || !path.contains('.');
        match self
            .0
            .get(path)
            .or_else(|| self.0.get(INDEX).filter(|_| is_page))
        {
            Some(asset) => asset.respond(request),
            None if is_page && !self.has_app() => no_app(),
            None => super::http::Error::NotFound.into_response(),
        }
    }
}

impl Asset {
    fn compress(&self) {
        if self.plain.len() < COMPRESSED_BYTES_MIN || !gains(self.content_type) {
            return;
        }
        self.brotli.get_or_init(|| {
            let mut out = Vec::new();
            let params = brotli::enc::BrotliEncoderParams {
                quality: BROTLI_QUALITY,
                lgwin: BROTLI_WINDOW,
                ..Default::default()
            };
            brotli::BrotliCompress(&mut &self.plain[..], &mut out, &params)
                .expect("memory to memory");
            out.into()
        });
    }

    fn respond(&self, request: &HeaderMap) -> Response {
        let cache = match self.immutable {
            true => "public, max-age=31536000, immutable",
            false => "no-cache",
        };
        let common = [
            (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
            (header::ETAG, self.tag.clone()),
            (header::VARY, HeaderValue::from_static("accept-encoding")),
        ];
        let known = request
            .get(header::IF_NONE_MATCH)
            .and_then(|tags| tags.to_str().ok());
        if known.is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == self.tag)) {
            return (StatusCode::NOT_MODIFIED, common).into_response();
        }
        let content_type = [(
            header::CONTENT_TYPE,
            HeaderValue::from_static(self.content_type),
        )];
        let (encoding, body) = match (self.brotli.get(), &self.gzip) {
            (Some(brotli), _) if accepts(request, "br") => (Some("br"), brotli),
            (_, Some(gzip)) if accepts(request, "gzip") => (Some("gzip"), gzip),
            _ => (None, &self.plain),
        };
        let encoding =
            encoding.map(|name| [(header::CONTENT_ENCODING, HeaderValue::from_static(name))]);
        let mut response = (common, content_type, body.clone()).into_response();
        response
            .headers_mut()
            .extend(encoding.into_iter().flatten());
        response
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, Bytes)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if let Ok(relative) = path.strip_prefix(root) {
            let name = relative.to_string_lossy().replace('\\', "/");
            files.push((name, fs::read(&path)?.into()));
        }
    }
    Ok(())
}

fn no_app() -> Response {
    let text = "This relay serves sync and the API. It holds no app: build it (cargo xtask build) \
                or start with --app DIR.\n";
    (
        StatusCode::NOT_FOUND,
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        text,
    )
        .into_response()
}
