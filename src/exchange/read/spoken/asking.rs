//! What the name of a column asks for: words that people find themselves, or one answer of a few.
//! Must not know values.

use crate::domain::listed::is_listed;
use crate::exchange::read::columns::words;

/// Words in a name that asks for somebody's own.
const OWN: &str = "why explain describe comment comments feedback improve better else elaborate tell thoughts suggestions \
    suggestion reason reasons remarks notes message warum wieso beschreiben kommentar anmerkung anmerkungen verbessern \
    grund pourquoi commentaire commentaires améliorer raison porqué comentario comentarios mejorar motivo perché \
    commenti migliorare waarom opmerkingen verbeteren reden porque comentários melhorar varför kommentarer hvorfor";

/// Words that begin a question, or the last part of one, which is answered with yes, no or how much.
const CLOSED: &str = "do does did is are was were have has had would will can could should hast haben ist sind würden \
    würdest avez est êtes tiene es ha hai heeft bent is";

/// Words of a question that is answered with a fact.
const FACTS: &str = "which where when who whose many often long wo wann wer welche welcher welches où quand qui quel \
    quelle dónde cuándo quién cuál dove quando chi quale waar wanneer wie welk welke onde quem qual";

/// A factor: more than one where a name asks for somebody's own words, less where a list of answers is more likely.
pub(super) fn asks(name: &str) -> f64 {
    if words(name).any(|word| is_listed(OWN, &word)) {
        return 3.0;
    }
    let last = name
        .rsplit([',', ':', ';'])
        .find(|part| !part.trim().is_empty());
    let first = last.and_then(|last| words(last).next());
    if first.is_some_and(|word| is_listed(CLOSED, &word)) {
        return 0.4;
    }
    match name.trim_end().ends_with('?') {
        true if words(name).any(|word| is_listed(FACTS, &word)) => 0.6,
        true => 1.5,
        false => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_question_asks_for_more_than_one_of_yes_and_no() {
        let open = [
            "Why or why not?",
            "Anything else you want to say?",
            "Was können wir verbessern?",
            "Comments",
        ];
        let plain = [
            "What happened?",
            "If you could choose, what would you change?",
        ];
        let closed = [
            "In which country do you work?",
            "Do you know our help pages?",
            "If you have told a client, do you believe it helped?",
        ];
        assert!(open.iter().all(|name| asks(name) > 2.0));
        assert!(plain.iter().all(|name| asks(name) == 1.5));
        assert!(closed.iter().all(|name| asks(name) < 1.0));
    }
}
