//! Values that only a word beside them tells: passwords, accounts of WeChat, tokens of links. It reads the value; whose
//! word it was, others say.

use super::finding::Kind;
use super::label::is_clause_end;
use super::symbol::{Class, Line, Symbol};

/// Symbols of the longest password or token that is read whole.
pub(super) const VALUE_MAX: usize = 128;

/// The kinds whose values are read here.
pub(super) const NAMES: u64 = Kind::Password.bit() | Kind::WechatId.bit() | Kind::UrlToken.bit();

/// Where a value begins that may hold the symbol at a place.
pub(super) fn start(line: Line<'_>, at: usize, floor: usize) -> usize {
    line.skip_back(at, floor, 40, |symbol| {
        symbol.is_graphic() && !matches!(symbol.code, ':' | '=' | '"' | '\'' | '(' | ',' | '[')
    })
}

/// Where a value that begins at a place ends, and what it is, for the kinds that its label names. `marked` says that a
/// colon or an equals sign stands before it.
pub(super) fn value(line: Line<'_>, at: usize, names: u64, marked: bool) -> Option<(Kind, usize)> {
    if names & Kind::Password.bit() != 0 {
        // `passcode 2039`: what may be a code for one use and is but digits is one.
        let is_code =
            |to: &usize| names & Kind::Otp.bit() != 0 && line.slice(at, *to).iter().all(|symbol| symbol.is_digit());
        return password_end(line, at, marked).filter(|to| !is_code(to)).map(|to| (Kind::Password, to));
    }
    if names & Kind::WechatId.bit() != 0 {
        return wechat_end(line, at).map(|to| (Kind::WechatId, to));
    }
    if names & Kind::UrlToken.bit() != 0 {
        return token_end(line, at).map(|to| (Kind::UrlToken, to));
    }
    None
}

/// Words that follow the word `password` in sentences about passwords.
#[rustfmt::skip]
const ABOUT: [&str; 34] = [
    "required", "expired", "incorrect", "invalid", "reset", "changed", "wrong", "please", "must", "should", "never", "cannot", "protected", "secure", "only", "with", "anyone", "and", "or", "is", "was", "will", "has", "have", "error", "again", "to", "for", "via", "link", "here", "http", "https", "www",
];

/// A password: visible ASCII up to a space, a bracket that closes or a mark that ends a clause. Letters alone are words.
fn password_end(line: Line<'_>, at: usize, marked: bool) -> Option<usize> {
    let end = trimmed(line, at, line.skip(at, VALUE_MAX, is_visible));
    let value = line.slice(at, end);
    let any = |class: Class| value.iter().any(|symbol| symbol.class == class);
    if !(4..=64).contains(&value.len()) || any(Class::Mask) && value.iter().all(|symbol| symbol.class != Class::Letter)
    {
        return None;
    }
    let masked = value.iter().filter(|symbol| symbol.class == Class::Mask).count() >= 3;
    let odd = value.iter().any(|symbol| !symbol.is_word() && !matches!(symbol.code, '-' | '\'' | '.' | '/'));
    let about = ABOUT
        .iter()
        .any(|word| word.len() <= value.len() && line.has(at, word) && line.at(at + word.len()).class != Class::Letter);
    let alone = marked && value.len() >= 6 && (line.at(end).class != Class::Gap || is_clause_end(line, end));
    let link = line.has(at, "http") || line.has(at, "www.");
    (!masked && !link && !about && (any(Class::Digit) || odd || alone)).then_some(end)
}

/// An account of WeChat: a letter, then 5 to 19 letters, digits, `_` and `-`.
fn wechat_end(line: Line<'_>, at: usize) -> Option<usize> {
    let end = line.skip(at, 24, |symbol| symbol.is_latin() || matches!(symbol.code, '_' | '-'));
    let end = line.skip_back(end, at, 4, |symbol| symbol.code == '-').max(at);
    let letter = line.at(at).class == Class::Letter;
    let plain = line.slice(at, end).iter().all(|symbol| symbol.class == Class::Letter);
    let known = ABOUT
        .iter()
        .chain(&["official", "account", "wechat", "number", "support"])
        .any(|word| word.len() == end - at && line.has(at, word));
    // A word in the run of a sentence is none.
    let sentence = plain && line.at(end).code == ' ' && line.at(end + 1).class == Class::Letter;
    (letter && (6..=20).contains(&(end - at)) && !known && !sentence && line.at(end).code != '@').then_some(end)
}

/// A token: at least eight characters of base64url, a JWT's dots among them, and a digit.
fn token_end(line: Line<'_>, at: usize) -> Option<usize> {
    let end = line.skip(at, VALUE_MAX, |symbol| {
        symbol.is_latin() || matches!(symbol.code, '_' | '-' | '.' | '~' | '+' | '/' | '=')
    });
    let end = trimmed(line, at, end);
    let digits = line.slice(at, end).iter().any(|symbol| symbol.class == Class::Digit);
    let letters = line.slice(at, end).iter().any(|symbol| symbol.class == Class::Letter);
    (end - at >= 8 && digits && letters).then_some(end)
}

/// Names of parameters whose values let whoever holds the link in.
#[rustfmt::skip]
const PARAMETERS: [&str; 42] = [
    "token", "access_token", "accesstoken", "refresh_token", "id_token", "auth_token", "authtoken", "auth", "authkey", "auth_key", "authorization", "key", "apikey", "api_key", "appkey",
    "secret", "client_secret", "appsecret", "sig", "sign", "signature", "session", "sessionid", "session_id", "sessid", "sid", "jsessionid", "phpsessid", "jwt", "ticket", "st",
    "otp", "pwd", "password", "passwd", "pass", "tk", "tok", "ssotoken", "login_token", "xtoken", "usertoken",
];
/// Names of one letter, whose values are secret when they are long.
const SHORT: [&str; 6] = ["t", "s", "k", "h", "c", "code"];

/// The value of the parameter whose equals sign stands at a place, where its name says that it is secret.
pub(super) fn parameter(line: Line<'_>, equals: usize, floor: usize) -> Option<(Kind, usize, usize)> {
    let name = line.skip_back(equals, floor, 24, |symbol| symbol.is_latin() || matches!(symbol.code, '_' | '-'));
    let is = |known: &&str| known.len() == equals - name && line.has(name, known);
    let (known, short) = (PARAMETERS.iter().any(&is), SHORT.iter().any(&is));
    if !known && !short {
        return None;
    }
    let end = line.skip(equals + 1, VALUE_MAX * 8, |symbol| {
        symbol.is_latin() || matches!(symbol.code, '_' | '-' | '.' | '~' | '+' | '/' | '=' | '%' | '$' | '!')
    });
    let from = equals + 1;
    let to = trimmed(line, from, end);
    let digits = line.slice(from, to).iter().filter(|symbol| symbol.class == Class::Digit).count();
    let letters = line.slice(from, to).iter().filter(|symbol| symbol.class == Class::Letter).count();
    let in_link = matches!(line.before(name).code, '?' | '&' | '#' | ';');
    // Outside links `key=`, `sign=`, `session=` are any program's.
    let told = ["token", "secret", "apikey", "api_key", "jwt", "passw", "pwd", "otp"].iter();
    let told = in_link || told.clone().any(|part| (name..equals).any(|at| line.has(at, part)));
    let secret = told && known && to - from >= 6 && (digits > 0 || to - from >= 16);
    let long = in_link && short && to - from >= 16 && digits > 0 && letters > 3;
    let password = !in_link && ["pwd", "password", "passwd", "pass"].iter().any(&is);
    (secret || long).then_some((if password { Kind::Password } else { Kind::UrlToken }, from, to))
}

fn is_visible(symbol: Symbol) -> bool {
    symbol.is_graphic() && !matches!(symbol.code, '"' | '<' | '>')
}

/// The end of a value without the marks of its sentence.
fn trimmed(line: Line<'_>, from: usize, to: usize) -> usize {
    let open = line.slice(from, to).iter().any(|symbol| matches!(symbol.code, '(' | '['));
    line.skip_back(to, from, 4, |symbol| {
        matches!(symbol.code, '.' | ',' | ';' | ':' | '?' | '"' | '\'')
            || (!open && matches!(symbol.code, ')' | ']' | '}'))
    })
}

/// Whether the words before a space announce a value: `wechat`, `my wechat id is`.
pub(super) fn announces(line: Line<'_>, space: usize) -> bool {
    let mut end = space;
    for _ in 0..3 {
        let from = line.skip_back(end, 0, 8, |symbol| symbol.class == Class::Letter);
        if !matches!(end - from, 2 | 3 | 6..=8) {
            return false;
        }
        let is = |word: &&str| word.len() == end - from && line.has(from, word);
        if ANNOUNCING.iter().any(is) {
            return true;
        }
        if !["is", "id", "no", "me", "at", "account", "on"].iter().any(is) {
            return false;
        }
        end = from.saturating_sub(1);
    }
    false
}

const ANNOUNCING: [&str; 8] = ["wechat", "weixin", "wx", "vx", "password", "passwd", "pwd", "passcode"];
