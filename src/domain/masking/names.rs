//! The ways in which a customer's name is written, as patterns to look for in folded texts.
//! Must not know texts: it reads names only.

mod forms;
mod parts;
mod sides;
mod unspaced;

use std::borrow::Cow;
use std::ops::Range;

use hashbrown::HashSet;

use super::finder::Finder;
use super::folding::{FoldedText, attaches, fold, is_unspaced, otherwise, unsigned};
use super::ordinary::{is_number, is_ordinary, is_word};
use crate::domain::account::MaskedName;
use parts::NameParts;
use sides::{halves, sides};

/// How a company is registered, folded and written as one word; people leave it out.
const LEGAL_FORMS: &str = "ab ad ag aktiebolag aps as asa ay bhd bt bv bvba co comm company corp \
    corporation cv doo ead eg eirl eireli eood ev gbr ges gmbh gmbhcokg hb hf ik inc incorporated \
    is kd kft kg kgaa kk ks ky limited llc llp lp lda lllp ltd ltda me mbh nv nyrt oao od oe ohg ood \
    ooo ou oy oyj pao plc private pt pte pty pvt rt sa saa sab sadecv sae sagl sal sapi saoc sarl \
    sarlau sas sasu sau sc sca scop scs se sicav sdn sdnbhd sl slne slu sll snc soc spa spj spk spolsro \
    spzoo sprl srl srlcv srls sro ss ug ultd ulc vof zao zoo zrt the ооо оао зао пао ао ип тов тоо \
    株式会社 有限会社 合同会社 合資会社 合名会社 相互会社 株 有 一般社団法人 一般財団法人 公益社団法人 公益財団法人 \
    医療法人 学校法人 社会福祉法人 特定非営利活動法人 有限公司 股份有限公司 有限责任公司 有限責任公司 公司 有限合伙 \
    주식회사 유한회사 유한책임회사 합자회사 합명회사";

/// The most words that a legal form is written with, as in `S.A. de C.V.`.
const LEGAL_WORDS: usize = 5;

/// From so many letters on a name is also found inside longer words, and a phrase of ordinary words
/// in any spelling.
pub(super) const LONG: usize = 8;

/// From so many letters on a name may stand in pieces.
const BREAKABLE: usize = 5;

/// From so many letters on a word of an id stands for its customer.
const IN_ID: usize = 4;

/// How a text must write a name for it to be found.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum How {
    /// In this spelling, as a word of its own.
    Spelled(Box<str>),
    /// As a word of its own that is not in small letters all over, unless this is its spelling.
    Capital(Box<str>),
    /// As one word, in whatever spelling, or as words with capitals; so are short names of ordinary words, as `T-Mobile`.
    Joined(Box<str>),
    /// As a word of its own, whole or in so many pieces.
    Word(usize),
    /// Letter by letter, as an acronym with dots.
    Lettered,
    /// As words of their own, whatever stands between them.
    Phrase,
    /// As a word of its own, in pieces too.
    Pieces,
    /// In longer words too.
    Anywhere,
    /// Without what its ending takes the place of.
    Stem(Box<str>),
    /// In another form, of which the last letters are others than these.
    Kin(Box<str>),
}

/// One way in which a name is written.
#[derive(Clone, Debug)]
pub(super) struct NameWay {
    /// Whose name it is: its place in the list.
    pub(super) whose: u32,
    pub(super) how: How,
}

/// Every way of writing every name, by its folded letters.
pub(super) struct NameBook {
    forms: HashSet<String>,
    ways: Vec<(String, NameWay)>,
}

/// A name, or what is left of it, with its folded letters.
pub(super) struct WrittenName<'a> {
    pub(super) name: &'a str,
    pub(super) folded: &'a FoldedText,
    pub(super) at: Range<usize>,
}

/// The ways of writing the names, to be found by their letters. Full names go before short ones,
/// and those before parts and ids.
pub(super) fn ways(names: &[MaskedName]) -> Finder<NameWay> {
    let mut book = NameBook {
        forms: LEGAL_FORMS
            .split_whitespace()
            .map(|form| fold(form).text().to_owned())
            .collect(),
        ways: Vec::with_capacity(names.len() * 4),
    };
    let spelled = spelled(names);
    for (name, folded, whose) in &spelled {
        // What a name ends with does not join it to what follows, unless that is all of it.
        let ends = folded.text().trim_end_matches('&').len();
        let at = 0..if ends > 0 { ends } else { folded.text().len() };
        book.full(&WrittenName { name, folded, at }, *whose);
    }
    let mut parts = NameParts::of(names);
    for (name, folded, whose) in &spelled {
        let at = book.bare(folded, 0..folded.text().len());
        let bare = WrittenName { name, folded, at };
        book.short(&bare, *whose);
        parts.note(&bare, *whose);
        for side in sides(&bare) {
            let at = book.bare(folded, side);
            parts.note_name(&WrittenName { name, folded, at }, *whose);
        }
        for half in halves(&bare) {
            parts.note_name(&half, *whose);
        }
    }
    for (letters, whose, how) in parts.ways() {
        book.add(letters, whose, how);
    }
    book.ids(names);
    book.aliases(names);
    let forms = forms::ways(&book.ways);
    book.ways.extend(forms);
    Finder::new(book.ways, NameWay::stands_beside)
}

/// Every name as it is given, and without its signs, with whose it is.
fn spelled(names: &[MaskedName]) -> Vec<(Cow<'_, str>, FoldedText, u32)> {
    let each = names.iter().zip(0..).flat_map(|(named, whose)| {
        let given = std::iter::once(Cow::Borrowed(named.name.as_str()));
        let unsigned = unsigned(&named.name).map(Cow::Owned);
        given.chain(unsigned).map(move |name| (name, whose))
    });
    each.map(|(name, whose)| {
        let folded = fold(&name);
        (name, folded, whose)
    })
    .collect()
}

/// Whether one word of a name may be meant as a word: what only looks like one without its marks is none.
fn is_meant(letters: &str, spelled: &str) -> bool {
    spelled.is_ascii() && is_word(letters)
}

impl NameWay {
    /// The first way of writing some letters counts, but that `Go` and `GO` may be two customers.
    fn stands_beside(&self, other: &NameWay) -> bool {
        match (&self.how, &other.how) {
            (How::Spelled(one), How::Spelled(other)) => one != other,
            (How::Capital(one), How::Capital(other)) => one != other,
            (How::Joined(one), How::Joined(other)) => one != other,
            (How::Joined(_), _) | (_, How::Joined(_)) => true,
            (How::Spelled(_) | How::Capital(_) | How::Word(_) | How::Lettered, _) => false,
            (How::Phrase | How::Pieces | How::Anywhere | How::Stem(_) | How::Kin(_), _) => false,
        }
    }
}

impl How {
    /// For one word that is not ordinary, in this spelling: one that the language has may be meant as that.
    pub(super) fn of_word(letters: &str, spelled: &str) -> How {
        match is_meant(letters, spelled) {
            true => How::Capital(spelled.into()),
            false => How::of(letters, 1),
        }
    }

    /// For a name with so many words of which at least one is not ordinary.
    pub(super) fn of(letters: &str, words: usize) -> How {
        let count = letters.chars().count();
        if letters.chars().any(is_unspaced) || count >= LONG {
            How::Anywhere
        } else if count >= BREAKABLE {
            How::Pieces
        } else {
            How::Word(words)
        }
    }
}

impl WrittenName<'_> {
    fn letters(&self) -> &str {
        &self.folded.text()[self.at.clone()]
    }

    fn spelled(&self) -> &str {
        &self.name[self.folded.source(&self.at)]
    }

    pub(super) fn words(&self) -> impl Iterator<Item = Range<usize>> {
        self.folded.pieces(self.at.clone())
    }

    /// Whether it has no second word beside an `&`.
    fn is_one_word(&self) -> bool {
        let mut words = self
            .words()
            .filter(|word| &self.folded.text()[word.clone()] != "&");
        words.nth(1).is_none()
    }

    /// Whether anybody may write it who does not mean the customer.
    fn is_common(&self) -> bool {
        let letters = self.letters();
        let unspaced = letters.chars().any(is_unspaced) && letters.chars().nth(1).is_some();
        let brief = letters.len() < 3 && !letters.chars().all(char::is_alphabetic);
        let ordinary = || {
            self.words()
                .all(|word| is_ordinary(&self.folded.text()[word]))
        };
        !unspaced && (brief || is_ordinary(letters) || ordinary())
    }

    fn how(&self) -> How {
        let letters = self.letters();
        if !self.is_common() {
            match self.words().count() {
                1 => How::of_word(letters, self.spelled()),
                words => How::of(letters, words),
            }
        } else if is_ordinary(letters) || self.is_one_word() {
            How::Spelled(self.spelled().into())
        } else if letters.chars().count() < LONG {
            How::Joined(self.spelled().into())
        } else {
            How::Phrase
        }
    }
}

impl NameBook {
    fn add(&mut self, letters: String, whose: u32, how: How) {
        if !letters.is_empty() {
            self.ways.push((letters, NameWay { whose, how }));
        }
    }

    fn full(&mut self, name: &WrittenName<'_>, whose: u32) {
        let bare = WrittenName {
            at: self.bare(name.folded, name.at.clone()),
            ..*name
        };
        let registered = bare.at != name.at;
        let how = if registered && bare.is_common() {
            How::Phrase
        } else {
            name.how()
        };
        self.add(name.letters().to_owned(), whose, how);
    }

    /// A name without its legal form, and the other ways of writing `&` and marks in it.
    fn short(&mut self, bare: &WrittenName<'_>, whose: u32) {
        let (letters, how) = (bare.letters(), bare.how());
        if is_number(letters) || letters.chars().nth(1).is_none() {
            return;
        }
        self.add(letters.to_owned(), whose, how.clone());
        if matches!(how, How::Spelled(_) | How::Capital(_)) {
            return;
        }
        let joined: Vec<&str> = bare
            .words()
            .map(|word| match &bare.folded.text()[word] {
                "y" | "e" => "&",
                word => word,
            })
            .collect();
        let joined = joined.concat();
        if joined.contains('&') {
            let brief = matches!(how, How::Joined(_));
            for and in ["&", "and", "und", "y", ""] {
                let other = joined.replace('&', and);
                let tells = other.contains('&') || other.len() >= BREAKABLE && !is_word(&other);
                if !brief || tells {
                    self.add(other, whose, how.clone());
                }
            }
        }
        for other in otherwise(bare.spelled()) {
            let other = fold(&other);
            if other.text().chars().count() >= LONG {
                self.add(other.text().to_owned(), whose, how.clone());
            }
        }
    }

    /// Ids that say something to a reader: a word in them is not ordinary and in no other id. It is found alone too.
    fn ids(&mut self, names: &[MaskedName]) {
        let ids = || {
            names
                .iter()
                .zip(0u32..)
                .map(|(n, whose)| (n.external.as_str(), whose))
        };
        let folded: Vec<(FoldedText, u32)> = ids().map(|(id, whose)| (fold(id), whose)).collect();
        let mut parts = NameParts::of(names);
        for ((id, _), (folded, whose)) in ids().zip(&folded) {
            parts.note(
                &WrittenName {
                    name: id,
                    folded,
                    at: 0..folded.text().len(),
                },
                *whose,
            );
        }
        for (folded, whose) in &folded {
            let words = folded.pieces(0..folded.text().len());
            // Most ids with figures in a word are of letters and figures only: they say nothing to a reader.
            let read = |word: &str| word.chars().all(char::is_alphabetic) && parts.has(word);
            let known = |word: Range<usize>| read(&folded.text()[word]);
            let how = match words.count() {
                // In small letters an id that is a word is nothing but the word.
                1 => How::of_word(folded.text(), ""),
                count => How::of(folded.text(), count),
            };
            if folded.pieces(0..folded.text().len()).any(known) {
                self.add(folded.text().to_owned(), *whose, how);
            }
            for word in folded.pieces(0..folded.text().len()) {
                let word = folded.text()[word].trim_matches(|c: char| c.is_ascii_digit());
                if read(word) && word.chars().count() >= IN_ID && !is_word(word) {
                    self.add(word.to_owned(), *whose, How::Word(1));
                }
            }
        }
    }

    /// An alias stands for itself: a text that is covered already stays as it is.
    fn aliases(&mut self, names: &[MaskedName]) {
        for (name, whose) in names.iter().zip(0..) {
            let folded = fold(&name.alias);
            if folded.text().len() >= LONG {
                self.add(folded.text().to_owned(), whose, How::Phrase);
            }
        }
    }

    /// Where a name that stands here is left when its legal forms and the `&` between them are gone.
    fn bare(&self, folded: &FoldedText, at: Range<usize>) -> Range<usize> {
        let less = std::iter::successors(Some(at.clone()), |at| self.less(folded, at));
        less.last().unwrap_or(at)
    }

    /// The same name with one legal form less, if it has one.
    fn less(&self, folded: &FoldedText, at: &Range<usize>) -> Option<Range<usize>> {
        let text = folded.text();
        let is_form =
            |part: Range<usize>| &text[part.clone()] == "&" || self.forms.contains(&text[part]);
        let cuts: Vec<usize> = folded
            .pieces(at.clone())
            .map(|word| word.start)
            .skip(1)
            .collect();
        let behind = cuts
            .iter()
            .rev()
            .take(LEGAL_WORDS)
            .rev()
            .find(|cut| is_form(**cut..at.end));
        if let Some(cut) = behind {
            return Some(at.start..*cut);
        }
        let ahead = |cut: &&usize| {
            let (form, rest) = (&text[at.start..**cut], &text[**cut..at.end]);
            (form.len() > 2 || form == "&") && is_form(at.start..**cut) && !is_ordinary(rest)
        };
        if let Some(cut) = cuts.iter().take(LEGAL_WORDS).find(ahead) {
            return Some(*cut..at.end);
        }
        self.attached(&text[at.clone()])
            .map(|(cut, rest)| at.start + cut..at.start + rest)
    }

    /// Where a name is left whose legal form is written without a space, as in Japanese. The longest form counts:
    /// some end with another one.
    fn attached(&self, name: &str) -> Option<(usize, usize)> {
        if !name.contains(attaches) {
            return None;
        }
        let forms = self.forms.iter().map(String::as_str);
        let forms = forms.filter(|form| form.contains(attaches) && form.len() > 3);
        let left = forms.flat_map(|form| {
            let ahead = name.starts_with(form).then_some((form.len(), name.len()));
            let behind = name.strip_suffix(form).map(|rest| (0, rest.len()));
            ahead.into_iter().chain(behind)
        });
        let shortest = left.min_by_key(|(start, end)| (end - start, *start));
        shortest.filter(|(start, end)| start < end)
    }
}
