//! The names that stand for accounts when names are masked, and for customers that were erased: how they are drawn, and
//! where they stand in texts. Must not know accounts: nothing of a name or an id goes into what stands for it.

use std::ops::Range;

const FIRST: [&str; 64] = [
    "Agile", "Amber", "Autumn", "Azure", "Bold", "Brave", "Brass", "Bright", "Bronze", "Calm",
    "Candid", "Cedar", "Clear", "Clever", "Cobalt", "Copper", "Coral", "Crimson", "Crisp", "Dawn",
    "Deep", "Early", "Ebony", "Emerald", "Fair", "Fleet", "Frosty", "Gentle", "Golden", "Grand",
    "Green", "Hazel", "Honest", "Indigo", "Ivory", "Jade", "Jolly", "Keen", "Kind", "Lively",
    "Lunar", "Maple", "Mellow", "Merry", "Misty", "Noble", "Olive", "Opal", "Pearl", "Placid",
    "Proud", "Quick", "Quiet", "Rapid", "Ruby", "Rustic", "Silver", "Solar", "Steady", "Sunny",
    "Swift", "Tidal", "Violet", "Wise",
];

const SECOND: [&str; 64] = [
    "Badger", "Bear", "Beaver", "Bison", "Bittern", "Crane", "Curlew", "Deer", "Dolphin", "Dove",
    "Dunlin", "Eagle", "Egret", "Elk", "Falcon", "Ferret", "Finch", "Fox", "Gannet", "Gecko",
    "Goshawk", "Grebe", "Grouse", "Gull", "Hare", "Harrier", "Hawk", "Hedgehog", "Heron", "Hobby",
    "Ibex", "Ibis", "Jackdaw", "Jay", "Kestrel", "Kite", "Lapwing", "Lark", "Linnet", "Lynx",
    "Marten", "Merlin", "Mole", "Moose", "Newt", "Oriole", "Osprey", "Otter", "Owl", "Panda",
    "Plover", "Puffin", "Quail", "Rabbit", "Raven", "Robin", "Seal", "Shrew", "Stoat", "Stork",
    "Swan", "Tern", "Thrush", "Wren",
];

/// Digits behind the two words.
const DIGITS: usize = 4;

/// What four bytes draw, such as `Amber Heron 4821`.
pub fn drawn(bytes: [u8; 4]) -> String {
    let word = |list: &[&'static str; 64], byte: u8| list[usize::from(byte % 64)];
    let number = u16::from_le_bytes([bytes[2], bytes[3]]) % 10_000;
    format!(
        "{} {} {number:04}",
        word(&FIRST, bytes[0]),
        word(&SECOND, bytes[1])
    )
}

/// Where they stand in a text.
pub fn places(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(' ').filter_map(|(gap, _)| {
        let end = gap + 1 + DIGITS;
        let number = text.get(gap + 1..end)?;
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        let words = digits.then(|| &text[..gap])?;
        let words = without_end(words, &SECOND)?.strip_suffix(' ')?;
        Some(without_end(words, &FIRST)?.len()..end)
    })
}

/// A text without the word of a list that it ends with.
fn without_end<'a>(text: &'a str, list: &[&'static str; 64]) -> Option<&'a str> {
    list.iter().find_map(|word| text.strip_suffix(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_is_found_in_texts_and_nothing_else() {
        let drawn = drawn([1, 28, 0xd5, 0x12]);
        assert_eq!(drawn, "Amber Heron 4821");
        let text = format!("ask ({drawn}) or Amber Heron 482, amber heron 4821, Heron 4821 äöü");
        let found: Vec<&str> = places(&text).map(|at| &text[at]).collect();
        assert_eq!(found, [drawn.as_str()]);
    }
}
