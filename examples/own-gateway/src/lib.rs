//! A gateway of one's own: each cleared message becomes a JSON file in `out/`, where the bank's own sender finds it; the
//! sender leaves it there and puts a receipt of the same name into `in/`. No key is handed over twice.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use chrono::{DateTime, Utc};
use dunning_core::{check::Cleared, digest::Digest, id::MessageKey, sms::Profile, words::Channel};
use dunning_gateway::*;
use serde_json::{Value, from_slice, json};

/// A drop folder with its two parts.
pub struct DropFolder {
    profile: RouteProfile,
    out: PathBuf,
    back: PathBuf,
}

impl DropFolder {
    /// A gateway over this folder; its parts are made where they are missing, which may fail.
    pub fn new(root: &Path) -> io::Result<Self> {
        let (out, back) = (root.join("out"), root.join("in"));
        fs::create_dir_all(&out)?;
        fs::create_dir_all(&back)?;
        // The sender keeps to `valid_until`, to the second.
        let profile = RouteProfile::new("drop-folder", [Channel::Sms], Profile::China, Validity::steps_of(1));
        Ok(Self { profile: RouteProfile { askable: true, ..profile }, out, back })
    }

    /// Writes the message aside, then links it to its place: the sender sees it whole or not at all, and once.
    fn drop_off(&self, message: &Cleared, now: DateTime<Utc>) -> io::Result<()> {
        let place = self.out.join(name(message.key()));
        let aside = place.with_extension("part");
        let body = json!({
            "key": message.key().as_str(),
            "at": now.to_rfc3339(),
            "to": message.address().expose(),
            "text": message.text().expose(),
            "valid_until": message.valid_until().to_rfc3339(),
        });
        let mut file = private().open(&aside)?;
        file.write_all(format!("{body:#}\n").as_bytes())?;
        file.sync_all()?;
        let linked = fs::hard_link(&aside, &place);
        fs::remove_file(&aside)?;
        linked.and_then(|()| fs::File::open(&self.out)?.sync_all())
    }

    fn unreachable(&self, error: &io::Error) -> GatewayError {
        GatewayError::Unreachable { route: self.profile.name.clone(), what: error.kind().to_string() }
    }
}

impl Gateway for DropFolder {
    fn profile(&self) -> &RouteProfile {
        &self.profile
    }

    async fn submit(&self, message: Cleared, now: DateTime<Utc>) -> Submission {
        let dropped = self.drop_off(&message, now);
        // The folder alone proves what the sender can see, whatever failed on the way.
        match (self.settle(message.key(), now).await, dropped) {
            (Settled::Taken { provider_id, .. }, _) => Submission::Accepted { provider_id },
            (Settled::NotTaken, Err(_)) => Submission::NotSent { reason: Reason::Unreachable },
            _ => Submission::Unknown { reason: Reason::ServerFault },
        }
    }

    async fn settle(&self, key: &MessageKey, _now: DateTime<Utc>) -> Settled {
        match fs::read(self.out.join(name(key))) {
            Ok(bytes) => match field(&bytes, "at").and_then(|at| at.parse().ok()) {
                Some(at) => Settled::Taken { provider_id: ProviderId::new(name(key)), at },
                None => Settled::NoAnswer { reason: Reason::ServerFault },
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Settled::NotTaken,
            Err(_) => Settled::NoAnswer { reason: Reason::Unreachable },
        }
    }

    async fn inbound(&self, _now: DateTime<Utc>, limit: usize) -> Result<Vec<Inbound>, GatewayError> {
        let files = fs::read_dir(&self.back).map_err(|error| self.unreachable(&error))?;
        let receipt = |file: fs::DirEntry| {
            let (name, bytes) = (file.file_name().into_string().ok()?, fs::read(file.path()).ok()?);
            let key = MessageKey::new(&field(&fs::read(self.out.join(&name)).ok()?, "key")?).ok()?;
            let at = field(&bytes, "delivered")?.parse().ok()?;
            let receipt = Receipt { of: Named::Key(key), delivery: Delivery::Delivered, at };
            Some(Inbound { id: InboundId::new(name), event: Event::Receipt(receipt) })
        };
        Ok(files.flatten().filter_map(receipt).take(limit).collect())
    }

    async fn acknowledge(&self, ids: &[InboundId]) -> Result<(), GatewayError> {
        ids.iter().try_for_each(|id| match fs::remove_file(self.back.join(id.as_str())) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.unreachable(&error)),
            _ => Ok(()),
        })
    }
}

/// A file of numbers and texts is for its owner alone, from the first byte.
fn private() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// A key may hold what no file's name can.
fn name(key: &MessageKey) -> String {
    format!("{}.json", Digest::of(key.as_str().as_bytes()))
}

fn field(bytes: &[u8], name: &str) -> Option<String> {
    from_slice::<Value>(bytes).ok()?.get(name)?.as_str().map(str::to_owned)
}
