//! In which words two texts differ. Must not know which of them matter.

use super::LONG;

/// From so many letters on a word may have a slip of the pen in it.
const SLIPS: usize = 5;

/// The words that each of two texts has and the other has not in that place, so that what they share is in one order.
pub(super) fn apart<'a>(one: &[&'a str], two: &[&'a str]) -> (Vec<&'a str>, Vec<&'a str>) {
    // How many words the rests behind each pair of places share.
    let width = two.len() + 1;
    let mut shared = vec![0_u16; (one.len() + 1) * width];
    for (at, word) in one.iter().enumerate().rev() {
        for (other_at, other) in two.iter().enumerate().rev() {
            let (here, below) = (at * width + other_at, (at + 1) * width + other_at);
            shared[here] = match word == other {
                true => shared[below + 1] + 1,
                false => shared[below].max(shared[here + 1]),
            };
        }
    }
    let (mut only_one, mut only_two, mut at, mut other) = (Vec::new(), Vec::new(), 0, 0);
    while at < one.len() && other < two.len() {
        let (below, beside) = ((at + 1) * width + other, at * width + other + 1);
        if one[at] == two[other] {
            (at, other) = (at + 1, other + 1);
        } else if shared[below] >= shared[beside] {
            only_one.push(one[at]);
            at += 1;
        } else {
            only_two.push(two[other]);
            other += 1;
        }
    }
    only_one.extend(&one[at..]);
    only_two.extend(&two[other..]);
    (only_one, only_two)
}

/// The words of a text that another has not, as they are written, for whoever is to see in what they differ.
pub fn only_in<'a>(text: &'a str, other: &'a str) -> Vec<&'a str> {
    let bare = |word: &str| {
        let word = word.trim_matches(|sign: char| !sign.is_alphanumeric());
        word.to_lowercase()
    };
    let words = |text: &'a str| text.split_whitespace().take(LONG);
    let (one, two): (Vec<String>, Vec<String>) = (
        words(text).map(bare).collect(),
        words(other).map(bare).collect(),
    );
    let one: Vec<&str> = one.iter().map(String::as_str).collect();
    let two: Vec<&str> = two.iter().map(String::as_str).collect();
    let (only, _) = apart(&one, &two);
    let mut only = only.into_iter().peekable();
    let is_only = |(_, bare): &(&str, &&str)| only.next_if_eq(*bare).is_some();
    let both = words(text).zip(&one).filter(is_only);
    both.map(|(word, _)| word).collect()
}

/// Whether two words that begin alike differ by one letter more or less, or by two that changed places. By another letter
/// they are other words more often than not.
pub(super) fn is_slip(one: &str, two: &str) -> bool {
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let figures = one.iter().chain(&two).any(|sign| sign.is_numeric());
    if figures || one.len().min(two.len()) < SLIPS || one.len().abs_diff(two.len()) > 1 {
        return false;
    }
    let same = |pair: &(&char, &char)| pair.0 == pair.1;
    let begins = one.iter().zip(&two).take_while(same).count();
    let ends = one
        .iter()
        .rev()
        .zip(two.iter().rev())
        .take_while(same)
        .count();
    let (short, long) = (one.len().min(two.len()), one.len().max(two.len()));
    if begins == 0 {
        return false;
    }
    if short < long && begins + ends >= short {
        return true;
    }
    let swapped = || one[begins] == two[begins + 1] && one[begins + 1] == two[begins];
    short == long && begins + ends == long - 2 && swapped()
}
