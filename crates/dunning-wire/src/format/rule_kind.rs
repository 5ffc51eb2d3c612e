//! How the eight kinds of rules are spelt: for each kind its own fields, and no other. Shared by rulebooks and policies.

use dunning_core::fault::Fault;
use dunning_core::id::CalendarId;
use dunning_core::rule::{
    AllowedWindow, CalendarRef, ConsentRequired, Cooldown, Exclusion, Hours, MandatoryContent, NoContactStatus,
    Occasion, OptOut, Period, RecipientLimit, RuleKind, SignatureForm, Span, Trigger, WeekHours, WindowCap, ZonePolicy,
};
use dunning_core::time::Window;
use dunning_core::words::Word;

use crate::fields::{Fields, Node};

/// Reads the kind and its fields.
pub(super) fn kind(fields: &mut Fields<'_>) -> Option<RuleKind> {
    let known = |name: &str| match RuleKind::NAMES.iter().find(|known| **known == name) {
        Some(known) => Ok(*known),
        None => Err(Fault::new("DATA-KIND", "", format!("kind {name} is not evaluated by this release"))
            .fix("list the row under [[absent]] with the reason")),
    };
    match fields.must("kind").parse(known) {
        Some("AllowedWindow") => allowed_window(fields).map(RuleKind::AllowedWindow),
        Some("WindowCap") => window_cap(fields).map(RuleKind::WindowCap),
        Some("Cooldown") => cooldown(fields).map(RuleKind::Cooldown),
        Some("ConsentRequired") => Some(RuleKind::ConsentRequired(consent_required(fields))),
        Some("OptOut") => opt_out(fields).map(RuleKind::OptOut),
        Some("NoContactStatus") => no_contact_status(fields).map(RuleKind::NoContactStatus),
        Some("RecipientLimit") => Some(RuleKind::RecipientLimit(recipient_limit(fields))),
        Some("MandatoryContent") => Some(RuleKind::MandatoryContent(mandatory_content(fields))),
        _ => {
            // What else the rule says belongs to a kind that nobody can read here.
            fields.leave_rest();
            None
        }
    }
}

fn allowed_window(fields: &mut Fields<'_>) -> Option<AllowedWindow> {
    let preferred = fields.take("preferred").flag().unwrap_or(false);
    let calendar = fields.take("calendar").parse(calendar);
    let hours = fields.take("hours").table(|hours| week_hours(hours, calendar.clone()));
    let zone = fields.must("zone").parse(zone_policy);
    let waiver = fields.take("waiver").word();
    let reply_within_s = fields.take("reply_within_s").count();
    let hours = match (preferred, hours) {
        (true, None) => Some(Hours::Preferred),
        (false, Some(hours)) => Some(Hours::Fixed(hours)),
        _ => {
            let fault = Fault::new("DATA-FIELD", "", "a window has either hours or `preferred = true`");
            fields.fault("hours", fault.fix("hours = { daily = [\"08:00-21:00\"] }"));
            None
        }
    };
    Some(AllowedWindow { hours: hours?, zone: zone?, waiver, reply_within_s })
}

/// Names of stretches of the week, the wide ones first: a narrower one replaces what a wider one said.
const STRETCHES: [(&str, std::ops::Range<usize>); 11] = [
    ("daily", 0..7),
    ("mon_fri", 0..5),
    ("mon_sat", 0..6),
    ("sat_sun", 5..7),
    ("mon", 0..1),
    ("tue", 1..2),
    ("wed", 2..3),
    ("thu", 3..4),
    ("fri", 4..5),
    ("sat", 5..6),
    ("sun", 6..7),
];

fn week_hours(fields: &mut Fields<'_>, calendar: Option<CalendarRef>) -> WeekHours {
    let mut days: [Vec<Window>; 7] = Default::default();
    for (name, stretch) in STRETCHES {
        if let Some(windows) = windows(fields, name) {
            for day in days.get_mut(stretch).into_iter().flatten() {
                day.clone_from(&windows);
            }
        }
    }
    WeekHours { days, holiday: windows(fields, "holiday"), moved_workday: windows(fields, "moved_workday"), calendar }
}

/// Windows under a name; an empty list closes, no list says nothing.
fn windows(fields: &mut Fields<'_>, name: &'static str) -> Option<Vec<Window>> {
    let node = fields.take(name);
    node.is_there().then(|| node.list(|window| window.parse(Window::parse)))
}

fn zone_policy(text: &str) -> Result<ZonePolicy, Fault> {
    Ok(match text {
        "all_candidates" => ZonePolicy::AllCandidates,
        "address_only" => ZonePolicy::AddressOnly,
        name => ZonePolicy::Fixed(name.to_owned()),
    })
}

fn calendar(text: &str) -> Result<CalendarRef, Fault> {
    if text == "local" { Ok(CalendarRef::Local) } else { CalendarId::new(text).map(CalendarRef::Id) }
}

fn window_cap(fields: &mut Fields<'_>) -> Option<WindowCap> {
    let max = fields.must("max").count();
    let counts = fields.must("counts").word();
    let period = fields.must("period").table(period).flatten();
    let (per, over) = (fields.must("per").word(), fields.must("over").word());
    let (channels, purposes) = (words(fields.take("channels")), words(fields.take("purposes")));
    let excludes = excludes(fields);
    Some(WindowCap {
        max: max?,
        counts: counts?,
        channels,
        purposes,
        period: period?,
        per: per?,
        over: over?,
        excludes,
    })
}

fn period(fields: &mut Fields<'_>) -> Option<Period> {
    let said = [
        fields.take("days").count().map(Period::Days),
        fields.take("seconds").count().map(Period::Seconds),
        fields.take("week").word().map(Period::Week),
        fields.take("month").flag().and_then(|month| month.then_some(Period::Month)),
    ];
    one(said.into_iter().flatten(), fields, "days", "a period is days, seconds, the week from a day, or month = true")
}

fn cooldown(fields: &mut Fields<'_>) -> Option<Cooldown> {
    let after = fields.must("after").parse(|text| match text {
        "payment_pending" => Ok(Trigger::PaymentPending),
        "payment_part" => Ok(Trigger::PaymentPart),
        text => Word::parse(text).map(Trigger::Event),
    });
    let span = fields.must("span").table(span).flatten();
    let (per, over) = (fields.must("per").word(), fields.must("over").word());
    let (channels, purposes) = (words(fields.take("channels")), words(fields.take("purposes")));
    let excludes = excludes(fields);
    Some(Cooldown { after: after?, span: span?, channels, purposes, per: per?, over: over?, excludes })
}

fn span(fields: &mut Fields<'_>) -> Option<Span> {
    let calendar = fields.take("calendar").parse(calendar);
    let business_days = fields.take("business_days").count();
    if business_days.is_some() != calendar.is_some() {
        fields.fault("calendar", Fault::new("DATA-FIELD", "", "business days and a calendar go together"));
    }
    let said = [
        business_days.zip(calendar).map(|(days, calendar)| Span::BusinessDays(days, calendar)),
        fields.take("days").count().map(Span::Days),
        fields.take("seconds").count().map(Span::Seconds),
    ];
    one(said.into_iter().flatten(), fields, "days", "a span is days, seconds, or business_days of a calendar")
}

fn excludes(fields: &mut Fields<'_>) -> Vec<Exclusion> {
    let exclusion = |fields: &mut Fields<'_>| {
        let recipients = words(fields.take("recipients"));
        let said = [
            fields.take("outcome").word().map(Exclusion::Outcome),
            (!recipients.is_empty()).then_some(Exclusion::Recipients(recipients)),
            fields.take("consent_days").count().map(Exclusion::ConsentDays),
            fields.take("consent").flag().and_then(|consent| consent.then_some(Exclusion::Consent)),
        ];
        let help = "an exclusion is an outcome, recipients, consent_days, or consent = true";
        one(said.into_iter().flatten(), fields, "outcome", help)
    };
    fields.take("excludes").list(|node| node.table(exclusion).flatten())
}

fn consent_required(fields: &mut Fields<'_>) -> ConsentRequired {
    ConsentRequired {
        forms: words(fields.take("forms")),
        about: fields.take("about").word(),
        ttl_days: fields.take("ttl_days").count(),
        renewed_by: words(fields.take("renewed_by")),
        by_use: fields.take("by_use").flag().unwrap_or(false),
        by_verified_address: fields.take("by_verified_address").flag().unwrap_or(false),
    }
}

fn opt_out(fields: &mut Fields<'_>) -> Option<OptOut> {
    let reach = fields.must("reach").word();
    let reply_once = fields.take("reply_once").flag().unwrap_or(false);
    let confirmation_within_s = fields.take("confirmation_within_s").count();
    let after = fields.take("after").table(span).flatten();
    Some(OptOut { reach: reach?, reply_once, confirmation_within_s, after })
}

fn no_contact_status(fields: &mut Fields<'_>) -> Option<NoContactStatus> {
    let causes = words(fields.must("causes"));
    if causes.is_empty() {
        fields.fault("causes", Fault::new("DATA-FIELD", "", "a status without a cause stops nothing"));
    }
    let start = fields.must("start").word();
    let lasts = fields.take("lasts").table(span).flatten();
    Some(NoContactStatus { causes, start: start?, lasts })
}

fn recipient_limit(fields: &mut Fields<'_>) -> RecipientLimit {
    RecipientLimit {
        allowed: words(fields.must("allowed")),
        when_lost: words(fields.take("when_lost")),
        lost: words(fields.take("lost")),
        times_max: fields.take("times_max").count(),
        silent: fields.take("silent").flag().unwrap_or(false),
    }
}

fn mandatory_content(fields: &mut Fields<'_>) -> MandatoryContent {
    let elements = words(fields.take("elements"));
    let chars = |name: &'static str, form: &mut Fields<'_>| {
        let count = form.must(name).count()?;
        let fits = u8::try_from(count).ok();
        if fits.is_none() {
            form.fault(name, Fault::new("DATA-NUMBER", "", "no signature is so long").fix("at most 255 characters"));
        }
        fits
    };
    let signature = fields
        .take("signature")
        .table(|form| (chars("chars_min", form), chars("chars_max", form)))
        .map(|(min, max)| SignatureForm { chars_min: min.unwrap_or(0), chars_max: max.unwrap_or(0) });
    if elements.is_empty() && signature.is_none() {
        fields.fault("elements", Fault::new("DATA-FIELD", "", "demands nothing of a text"));
    }
    let when = fields.take("when").word().unwrap_or(Occasion::Every);
    MandatoryContent { elements, when, signature }
}

/// The only one of several ways to say a thing; a fault when there is none or another.
fn one<T>(
    mut said: impl Iterator<Item = T>,
    fields: &mut Fields<'_>,
    name: &'static str,
    help: &'static str,
) -> Option<T> {
    let first = said.next();
    if first.is_none() || said.next().is_some() {
        fields.fault(name, Fault::new("DATA-FIELD", "", help).fix("give exactly one of these"));
    }
    first
}

/// A list of words.
pub(super) fn words<W: Word>(node: Node<'_>) -> Vec<W> {
    node.list(|word| word.word())
}
