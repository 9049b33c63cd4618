//! What generated customers say: sentences out of the vocabulary, common words often, rare words rarely.
//! Must not know accounts or files.

use super::prng::{Prng, Zipf};
use super::words::{
    CONTEXTS, DAYS, ELSEWHERE, ENDS, HEADS, MIDDLES, MONTHS, NAMES, NEUTRAL, ROLES, TAILS, TOPICS,
    Topic,
};

/// How many made-up names there are: the long tail of the texts' words.
pub(super) const PLACES: usize = HEADS.len() * MIDDLES.len() * TAILS.len();

/// Draws topics and writes texts.
pub(super) struct Speech {
    topics: Zipf,
    places: Zipf,
}

impl Speech {
    /// Ready to speak.
    pub(super) fn new() -> Speech {
        Speech {
            topics: Zipf::new(TOPICS.len()),
            places: Zipf::new(PLACES),
        }
    }

    /// Different topics, `wanted` of them; in the last quarter of the company's time reporting comes up more often.
    pub(super) fn topics(&self, rng: &mut Prng, wanted: usize, late: bool) -> Vec<&'static Topic> {
        let mut out: Vec<&'static Topic> = Vec::with_capacity(wanted);
        while out.len() < wanted.min(TOPICS.len()) {
            let again = late && rng.chance(150);
            let rank = if again { 0 } else { self.topics.draw(rng) };
            let topic = &TOPICS[rank];
            if !out.iter().any(|known| known.tag == topic.tag) {
                out.push(topic);
            }
        }
        out
    }

    /// A text about these topics, written to `out`; about nothing in particular when there are none.
    pub(super) fn say(&self, rng: &mut Prng, topics: &[&Topic], out: &mut String) {
        out.clear();
        if topics.is_empty() {
            self.part(rng, NEUTRAL, out);
        } else if rng.chance(70) {
            self.part(rng, ELSEWHERE, out);
        } else {
            for topic in topics {
                self.complain(rng, topic, out);
            }
        }
        if rng.chance(600) {
            self.part(rng, CONTEXTS, out);
        }
        if rng.chance(350) {
            self.part(rng, ENDS, out);
        }
        if !out.ends_with('?') {
            out.push(if rng.chance(80) { '!' } else { '.' });
        }
    }

    fn complain(&self, rng: &mut Prng, topic: &Topic, out: &mut String) {
        join(rng, out);
        out.push_str(rng.pick(topic.things));
        out.push(' ');
        out.push_str(rng.pick(topic.troubles));
    }

    /// One part with its slots filled.
    fn part(&self, rng: &mut Prng, parts: &[&str], out: &mut String) {
        join(rng, out);
        let mut rest = rng.pick(parts);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            self.slot(rng, slot, out);
            rest = after;
        }
        out.push_str(rest);
    }

    fn slot(&self, rng: &mut Prng, slot: &str, out: &mut String) {
        match slot {
            "n" => out.push_str(&rng.between(2, 240).to_string()),
            "ticket" => out.push_str(&rng.between(10_000, 99_999).to_string()),
            "site" => place(self.places.draw(rng), out),
            "role" => out.push_str(rng.pick(ROLES)),
            "name" => out.push_str(rng.pick(NAMES)),
            "month" => out.push_str(rng.pick(MONTHS)),
            "day" => out.push_str(rng.pick(DAYS)),
            other => out.push_str(other),
        }
    }
}

/// What stands between two parts of a text.
fn join(rng: &mut Prng, out: &mut String) {
    if !out.is_empty() {
        out.push_str(rng.pick(&[". ", ", ", " and ", " - ", "\n", ". "]));
    }
}

/// The made-up name of a rank, `Belanvik`. Neighbouring ranks share no beginning.
pub(super) fn place(rank: usize, out: &mut String) {
    // 7,919 has no factor in common with the number of names, so that every rank has its own.
    let at = rank * 7_919 % PLACES;
    out.push_str(HEADS[at % HEADS.len()]);
    out.push_str(MIDDLES[at / HEADS.len() % MIDDLES.len()]);
    out.push_str(TAILS[at / HEADS.len() / MIDDLES.len()]);
}
