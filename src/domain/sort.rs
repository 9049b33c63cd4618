//! Lists put in order by one sort for lists of every kind, as std's own is made anew, at five kilobytes, for each.
//! Must not know what is in a list. Where all rows of a room are sorted, std's own is a little quicker.

use std::cmp::Ordering;

/// As `<[T]>::sort`: what is equal stays as it was.
pub fn sort<T: Ord>(list: &mut [T]) {
    sort_by(list, T::cmp);
}

/// As `<[T]>::sort_by`: what is equal stays as it was.
pub fn sort_by<T>(list: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    let places = arranged(list.len(), &|a, b| order(&list[a], &list[b]));
    put(places, &mut |a, b| list.swap(a, b));
}

/// As `<[T]>::sort_by_cached_key`: what is equal stays as it was, and each key is made once.
pub fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = list.iter().map(key).collect();
    let places = arranged(keys.len(), &|a, b| keys[a].cmp(&keys[b]));
    put(places, &mut |a, b| list.swap(a, b));
}

/// Where each place's own is now.
fn arranged(length: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).collect();
    places.sort_by(|a, b| order(*a, *b));
    places
}

/// Brings each to its place, along one circle of places that follow each other after another.
fn put(mut places: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..places.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut places[at], at);
            if from == start {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn they_are_as_std_sorts_them(values in prop::collection::vec(0_u8..16, 0..80)) {
            let numbered: Vec<(u8, usize)> = values.into_iter().zip(0..).collect();
            let mut usual = numbered.clone();
            usual.sort_unstable();
            let (mut by, mut by_key) = (numbered.clone(), numbered);
            sort_by(&mut by, |a, b| a.0.cmp(&b.0));
            sort_by_key(&mut by_key, |(value, _)| *value);
            prop_assert_eq!(&by, &usual);
            prop_assert_eq!(&by_key, &usual);
        }
    }
}
