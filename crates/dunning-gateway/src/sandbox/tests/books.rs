//! What the network's log keeps: keys taken once, answers lost, acknowledgements, and a file that isn't what it should be.

use std::fs;
use std::io::Write;

use super::*;
use crate::outcome::ProviderId;

fn log_in(folder: &tempfile::TempDir) -> std::path::PathBuf {
    folder.path().join("sandbox.log")
}

#[test]
fn a_key_is_taken_once_and_its_repeats_are_on_record() {
    let network = Network::faultless(1).with_fate(key(2), Fate::answered(Answer::Rejected(Reason::Content)));
    let (sandbox, desk) = (Sandbox::in_memory(network), desk());
    let first = ready(sandbox.submit_all(desk.messages([1, 2, 1]), noon()));
    assert_eq!((&first[0], &first[1]), (&first[2], &Submission::Rejected { reason: Reason::Content }));
    assert_eq!(ready(sandbox.submit(desk.message(key(2)), at(9))), first[1]);
    let ledger = sandbox.ledger().unwrap();
    assert_eq!(ledger.again, [key(1), key(2)]);
    assert_eq!((ledger.taken.len(), ledger.refused.get(&key(2))), (1, Some(&Reason::Content)));
    assert_eq!(drain(&sandbox, the_end()).len(), 1); // one receipt, as one message
}

#[test]
fn a_lost_answer_leaves_the_message_and_a_lost_request_leaves_none() {
    let mut network = Network::faultless(1)
        .with_fate(key(1), Fate::answered(Answer::AnswerLost))
        .with_fate(key(2), Fate::answered(Answer::RequestLost))
        .with_fate(key(3), Fate::answered(Answer::Throttled))
        .with_fate(key(4), Fate::answered(Answer::Rejected(Reason::Barred)));
    let sandbox = Sandbox::in_memory(network.clone());
    let answers = ready(sandbox.submit_all(desk().messages(1..=4), noon()));
    assert_eq!(answers[0], Submission::Unknown { reason: Reason::Timeout });
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[2], Submission::NotSent { reason: Reason::Throttled });
    let asked = |number| ready(sandbox.settle(&key(number), at(60)));
    // SHA-256 of eight octets 00…01 and "k-1", first half, by Python's hashlib.
    let provider_id = ProviderId::new("330823237ec7e2f797811b017d48bff9");
    assert_eq!(asked(1), Settled::Taken { provider_id, at: noon() });
    assert_eq!((asked(2), asked(3)), (Settled::NotTaken, Settled::NotTaken));
    assert_eq!(asked(4), Settled::Rejected { reason: Reason::Barred });
    let all: Vec<_> = (1..=4).map(key).collect();
    assert_eq!(sandbox.ledger().unwrap().missing(&all), [key(2), key(3)]);

    network.route.askable = false;
    assert_eq!(ready(Sandbox::in_memory(network).settle(&key(1), at(60))), Settled::CannotAsk);
}

#[test]
fn what_is_acknowledged_does_not_come_again_and_the_rest_does() {
    let folder = tempfile::tempdir().unwrap();
    let (path, network) = (log_in(&folder), Network::usual(2));
    let sandbox = Sandbox::open(&path, network.clone(), Durability::Process).unwrap();
    ready(sandbox.submit_all(desk().messages(0..200), noon()));
    let given = ready(sandbox.inbound(the_end(), usize::MAX)).unwrap();
    assert_eq!(ready(sandbox.inbound(the_end(), usize::MAX)).unwrap(), given);
    let (kept, rest) = given.split_at(50);
    let ids: Vec<_> = kept.iter().map(|one| one.id.clone()).collect();
    ready(sandbox.acknowledge(&ids)).unwrap();
    ready(sandbox.acknowledge(&ids)).unwrap();
    ready(sandbox.acknowledge(&[InboundId::new("1.2.receipt"), InboundId::new("no id")])).unwrap();
    assert_eq!(ready(sandbox.inbound(the_end(), usize::MAX)).unwrap(), rest);
    drop(sandbox);

    let sandbox = Sandbox::open(&path, network, Durability::Power).unwrap();
    assert_eq!(ready(sandbox.inbound(the_end(), usize::MAX)).unwrap(), rest);
    assert_eq!(sandbox.next_arrival(), ready(sandbox.inbound(the_end(), 1)).unwrap().first().map(when));
    assert_eq!(drain(&sandbox, the_end()), rest);
    assert_eq!(sandbox.next_arrival(), None);
    assert_eq!(Ledger::read(&path).unwrap().acknowledged, given.len() as u64);
}

/// The instant in the id of something that came back.
fn when(inbound: &Inbound) -> DateTime<Utc> {
    let unix_s = inbound.id.as_str().split('.').next().unwrap().parse().unwrap();
    DateTime::from_timestamp(unix_s, 0).unwrap()
}

#[test]
fn nothing_comes_before_its_time() {
    let sandbox = Sandbox::in_memory(Network::faultless(1).with_fate(key(1), Fate::delivered()));
    ready(sandbox.submit(desk().message(key(1)), noon()));
    assert_eq!(sandbox.next_arrival(), Some(at(3))); // two seconds under way, one for the receipt
    assert_eq!(ready(sandbox.inbound(at(2), 9)).unwrap(), []);
    assert_eq!(ready(sandbox.inbound(at(3), 9)).unwrap().len(), 1);
}

#[test]
fn the_log_tells_what_a_network_knows_but_not_the_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = log_in(&folder);
    let sandbox = Sandbox::open(&path, Network::faultless(1), Durability::Process).unwrap();
    ready(sandbox.submit(desk().message(key(1)), noon()));
    let lines = fs::read_to_string(&path).unwrap();
    assert!(!lines.contains("Please"), "{lines}");
    let line = concat!(
        r#"{"take":{"at":1775563200,"key":"k-1","channel":"sms","to":"+8613800138000","until":1775566800,"segments":1,"#,
        // sha256sum of the text
        r#""digest":"02556fc7d8b821e85a7620c64677a469373ff9dbbdc957de365041cb71bc15b1"}}"#
    );
    assert_eq!(lines.lines().nth(1).unwrap(), line);
    let ledger = sandbox.ledger().unwrap();
    assert_eq!((ledger.segments(), ledger.taken[&key(1)].until), (1, at(3_600)));
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions()) & 0o777, 0o600);
}

#[test]
fn an_unfinished_line_is_no_record_and_is_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let path = log_in(&folder);
    let open = || Sandbox::open(&path, Network::faultless(1), Durability::Process).unwrap();
    ready(open().submit_all(desk().messages([1, 2]), noon()));
    let whole = fs::read(&path).unwrap();
    let last = whole.len() - whole.iter().rev().skip(1).position(|byte| *byte == b'\n').unwrap() - 1;
    for cut in [last + 1, last + 40, whole.len() - 1] {
        fs::write(&path, &whole[..cut]).unwrap();
        assert_eq!(Ledger::read(&path).unwrap().taken.len(), 1, "cut at {cut}");
        let sandbox = open();
        assert_eq!(fs::read(&path).unwrap(), whole[..last]);
        assert_eq!(ready(sandbox.settle(&key(2), noon())), Settled::NotTaken);
        ready(sandbox.submit(desk().message(key(2)), noon()));
        assert_eq!(fs::read(&path).unwrap(), whole);
    }
    for cut in [0, 1, 30] {
        fs::write(&path, &whole[..cut]).unwrap();
        ready(open().submit_all(desk().messages([1, 2]), noon()));
        assert_eq!(fs::read(&path).unwrap(), whole, "cut at {cut}");
    }
}

#[test]
fn a_file_that_is_no_log_of_this_network_is_refused_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = log_in(&folder);
    let open = |network| Sandbox::open(&path, network, Durability::Process);
    let sandbox = open(Network::faultless(1)).unwrap();
    assert!(matches!(open(Network::faultless(1)), Err(LogError::Busy { .. })));
    drop(sandbox);
    assert!(matches!(open(Network::faultless(2)), Err(LogError::OtherNetwork { .. })));
    assert!(matches!(open(Network::usual(1)), Err(LogError::OtherNetwork { .. })));
    assert!(open(Network { echoes_key: false, ..Network::faultless(1) }).is_ok());

    fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"{\"take\":{}}\n").unwrap();
    let before = fs::read(&path).unwrap();
    let Err(LogError::Line { line: 2, .. }) = open(Network::faultless(1)) else { panic!("line 2 is no record") };
    assert!(matches!(Ledger::read(&path), Err(LogError::Line { line: 2, .. })));
    assert_eq!(fs::read(&path).unwrap(), before);

    fs::write(&path, "customer,amount\n1,2\n").unwrap();
    assert!(matches!(open(Network::faultless(1)), Err(LogError::Line { line: 1, .. })));
    let newer = String::from_utf8(before).unwrap().replace("sandbox/1", "sandbox/2");
    fs::write(&path, newer).unwrap();
    assert!(matches!(open(Network::faultless(1)), Err(LogError::Line { line: 1, .. })));
    assert!(matches!(Ledger::read(folder.path().join("none")), Err(LogError::Io { .. })));
}
