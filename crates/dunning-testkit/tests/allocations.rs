//! What the redactor allocates, counted: nothing for a clean text, whether it is told from its bytes or has to be read.

use std::borrow::Cow;

use dunning_core::redact::Redactor;

#[test]
fn a_clean_text_allocates_nothing() {
    let redactor = Redactor::new();
    let quiet = "本期应还1,280.00元，请于2026-12-05前还款，客服95588，见https://pay.example/a";
    let read = "Order no. 4111111111111111, hotline 400-820-8820, loan account LN-2026-0042, port 10691036019";
    let long = read.repeat(200);
    for text in [quiet, read, long.as_str(), ""] {
        let counted = allocation_counter::measure(|| {
            assert!(redactor.is_clean(text));
            assert_eq!(redactor.scan(text), []);
            assert!(matches!(redactor.redact(text), Cow::Borrowed(_)));
        });
        assert_eq!(counted.count_total, 0, "{text}");
    }
}

#[test]
fn what_is_counted_is_counted() {
    // A counter that always says nothing would pass the test above.
    let counted = allocation_counter::measure(|| drop(Redactor::new().redact("卡号4111111111111111").into_owned()));
    assert!(counted.count_total > 0);
}
