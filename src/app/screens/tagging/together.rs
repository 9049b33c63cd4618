//! What two people who tag blind can do next: draw texts, tag them, settle where they differ, see how far they agree, end
//! it. Must not know what is done to a text.

use crate::app::cx::{Cx, FrameOrder, LetterQuestion, Open, Prompt};
use crate::domain::blind::{Blind, Blinding, CoderWords, Drawn, Sample, coders};
use crate::domain::change::Change;
use crate::domain::failure::Failure;
use crate::domain::ids::FeedbackId;
use crate::domain::money::{count, counted};
use crate::domain::period::Period;
use crate::domain::query::{Query, TrustQuery};
use crate::domain::sort::sort_by_key;
use crate::domain::suggest::suggested::{Lesson, Suggestions};

use super::Tagging;
use super::blind::SAMPLE;

/// Which question about trust draws texts, and which says what was hidden.
const DRAWN: u8 = 3;
const HIDDEN: u8 = 4;

/// Texts that are drawn at most.
const MOST: u32 = 10_000;

/// What is to be drawn.
#[derive(Clone, Debug)]
pub struct SampleDraft {
    size: u32,
    by_money: bool,
    /// Of all that nobody has read, not only of the period.
    whole: bool,
    coders: Option<[String; 2]>,
}

impl Default for SampleDraft {
    fn default() -> SampleDraft {
        SampleDraft {
            size: 30,
            by_money: true,
            whole: false,
            coders: None,
        }
    }
}

impl Tagging {
    /// Asks what is to be done next with the sample there is, or for one.
    pub(super) fn ask_blind(&mut self, cx: &mut Cx<'_>) {
        self.stop_blind(cx);
        let asked = |s: &mut Tagging, found: Option<Box<Blind>>, cx: &mut Cx<'_>| match found {
            Some(blind) if !blind.sample.over || blind.to_settle().next().is_some() => {
                cx.open(s.what_next(&blind, cx));
            }
            found => s.ask_draw(found.is_some(), cx),
        };
        cx.ask_nth(SAMPLE, Query::Trust(TrustQuery::Blind), asked);
    }

    /// What can be done with a sample. Whoever still has texts to tag is not shown what the other says.
    fn what_next(&self, blind: &Blind, cx: &Cx<'_>) -> LetterQuestion {
        let (sample, of) = (&blind.sample, blind.sample.texts.len());
        let [one, other] = &sample.coders;
        let title = format!("{one} and {other} tag {} blind", counted(of, "text"));
        if sample.over {
            let draws = |s: &mut Tagging, cx: &mut Cx<'_>| s.ask_draw(true, cx);
            let question = LetterQuestion::new(cx.place, title).line("It was ended.");
            return settling(question, blind).answer('d', "draw others", draws);
        }
        let mut question = LetterQuestion::new(cx.place, title)
            .line("Nothing is suggested, and neither sees what the other says.");
        let person = blind.coder(&cx.shared.person);
        let is_through = |coder: &str| blind.left(coder).next().is_none();
        // Enter, which went on from text to text, begins nobody else's turn.
        if person.is_some_and(is_through) {
            question = question.nothing('n', "nothing now");
        }
        let mut turns: Vec<(char, &String)> = ['1', '2'].into_iter().zip(&sample.coders).collect();
        sort_by_key(&mut turns, |(_, coder)| person != Some(coder.as_str()));
        for (letter, coder) in turns {
            question = turn(question, blind, letter, coder);
        }
        if person.is_some_and(|person| blind.left(person).next().is_some()) {
            question = question.line(format!(
                "What both said is shown once {} is through, or to somebody else.",
                person.unwrap_or_default()
            ));
        } else {
            question = settling(question, blind);
        }
        if !blind.is_under_way() {
            let draws = |s: &mut Tagging, cx: &mut Cx<'_>| s.ask_draw(true, cx);
            return question.answer('d', "draw others", draws);
        }
        let sample = sample.clone();
        let ends = move |s: &mut Tagging, cx: &mut Cx<'_>| s.end(sample, cx);
        question.answer(
            'e',
            "end it: no more is tagged; what both did can be settled",
            ends,
        )
    }

    /// Settles where both differ.
    pub fn settle(&mut self, blind: Blind, cx: &mut Cx<'_>) {
        self.stop_blind(cx);
        self.begin(blind, "", cx);
    }

    /// Keeps what both said as it is, once it is known what was suggested for those texts and not shown.
    fn keep_agreed(&mut self, blind: Blind, cx: &mut Cx<'_>) {
        let texts: Vec<FeedbackId> = blind.agreed().map(|(text, _)| text).collect();
        let query = Query::Trust(TrustQuery::Suggested {
            texts,
            wait: false,
            hidden: true,
        });
        cx.ask_nth(
            HIDDEN,
            query,
            move |s: &mut Tagging, found: Suggestions, cx| {
                if found.lesson == Lesson::UnderWay {
                    return s.keep_agreed(blind, cx);
                }
                let kept = blind.agreed().map(|(text, words)| {
                    let hidden = found.texts.iter().find(|one| one.feedback == text);
                    let hidden = hidden.filter(|_| !blind.sample.over);
                    let right = hidden.and_then(|hidden| words.right(&hidden.suggested));
                    let now = CoderWords {
                        right,
                        ..words.clone()
                    };
                    blind.saying(text, "", Some(now)).change()
                });
                let kept = Change::All(kept.collect());
                s.apply(kept, cx, |s, _, cx| s.ask_blind(cx));
            },
        );
    }

    fn end(&mut self, was: Sample, cx: &mut Cx<'_>) {
        let now = Sample {
            over: true,
            ..was.clone()
        };
        self.draw(Some(was), now, cx);
    }

    fn draw(&mut self, was: Option<Sample>, now: Sample, cx: &mut Cx<'_>) {
        let now = Some(now);
        let change = Change::Blind(Box::new(Blinding::Sample { was, now }));
        self.apply(change, cx, |s, _, cx| s.ask_blind(cx));
    }

    /// Asks what to draw.
    fn ask_draw(&self, has_last: bool, cx: &mut Cx<'_>) {
        let draft = &self.draft;
        let who = match &draft.coders {
            Some([one, other]) => format!("{one} and {other}"),
            None => "nobody yet".to_owned(),
        };
        let period = self.drawn_from(cx);
        let from = period.map_or("all that nobody has read".to_owned(), Period::short);
        let money = match draft.by_money {
            true => "by money: as many of each third of what was lost",
            false => "whatever was lost by it",
        };
        let many = format!("how many: {}", count(u64::from(draft.size)));
        let again = move |s: &mut Tagging, cx: &mut Cx<'_>| s.ask_draw(has_last, cx);
        let mut question =
            LetterQuestion::new(cx.place, "Would two of you tag the same texts alike?")
                .line("Both tag the same texts, apart, with nothing suggested.")
                .line("Then you see how far they agree, and settle where they do not.")
                .answer('d', "draw the texts", Tagging::draw_drafted)
                .answer('w', &format!("who tags them: {who}"), Tagging::ask_coders)
                .answer('n', &many, Tagging::ask_size)
                .answer('p', &format!("from: {from}"), move |s: &mut Tagging, cx| {
                    s.draft.whole = !s.draft.whole;
                    again(s, cx);
                })
                .answer('m', money, move |s: &mut Tagging, cx| {
                    s.draft.by_money = !s.draft.by_money;
                    again(s, cx);
                });
        if has_last {
            question = question.answer('a', "how far the last two agreed", show_agreement);
        }
        cx.open(question);
    }

    fn drawn_from(&self, cx: &Cx<'_>) -> Option<Period> {
        cx.shared.period.filter(|_| !self.draft.whole)
    }

    fn ask_size(&mut self, cx: &mut Cx<'_>) {
        let taken = |s: &mut Tagging, typed: String, cx: &mut Cx<'_>| {
            match typed.parse().ok().filter(|size| (1..=MOST).contains(size)) {
                Some(size) => s.draft.size = size,
                None => {
                    let message = format!("`{typed}` is no number of texts");
                    cx.fail(Failure::usage(message).hint("1 to 10,000"));
                }
            }
            s.ask_draw(false, cx);
        };
        let size = self.draft.size.to_string();
        cx.open(Prompt::new(cx.place, "How many texts", size, taken));
    }

    fn ask_coders(&mut self, cx: &mut Cx<'_>) {
        let owners = cx.shared.room.owners.iter();
        let names: Vec<&str> = owners.map(|owner| owner.name.as_str()).collect();
        let hint = match names.is_empty() {
            true => "two names, with a comma between".to_owned(),
            false => format!("two of {}", names.join(", ")),
        };
        let now = match &self.draft.coders {
            Some(both) => both.join(", "),
            None => String::new(),
        };
        let taken = |s: &mut Tagging, typed: String, cx: &mut Cx<'_>| {
            let named: Vec<&str> = typed.split(',').collect();
            match coders(&named, &cx.shared.room.owners) {
                Ok(both) => s.draft.coders = Some(both),
                Err(wrong) => cx.fail(wrong),
            }
            s.ask_draw(false, cx);
        };
        let title = "Who tags them: two names";
        cx.open(Prompt::new(cx.place, title, now, taken).hint(hint));
    }

    fn draw_drafted(&mut self, cx: &mut Cx<'_>) {
        let SampleDraft { size, by_money, .. } = self.draft;
        let Some(both) = self.draft.coders.clone() else {
            return self.ask_coders(cx);
        };
        let period = self.drawn_from(cx);
        let seed = cx.shared.time.now.0.unsigned_abs();
        let query = Query::Trust(TrustQuery::Drawn {
            size,
            period,
            by_money,
            seed,
        });
        let drawn = move |s: &mut Tagging, found: Drawn, cx: &mut Cx<'_>| match found.sample(
            size,
            both,
            period,
            (by_money, seed),
        ) {
            Ok(sample) => s.draw(None, sample, cx),
            Err(wrong) => {
                cx.fail(wrong);
                s.ask_draw(false, cx);
            }
        };
        cx.ask_nth(DRAWN, query, drawn);
    }
}

/// Whoever has texts left tags them next.
fn turn(question: LetterQuestion, blind: &Blind, letter: char, coder: &str) -> LetterQuestion {
    let (left, of) = (blind.left(coder).count(), blind.sample.texts.len());
    if left == 0 {
        return question.line(format!("{coder} has tagged all of them."));
    }
    let words = format!("{coder} tags: {} of {of} done", of - left);
    let (by, blind) = (coder.to_owned(), blind.clone());
    question.answer(letter, &words, move |s: &mut Tagging, cx| {
        let person = cx.shared.person.clone();
        let another = blind.coder(&person) != Some(by.as_str());
        if another {
            cx.order(FrameOrder::Hand(by.clone()));
        }
        s.begin(blind, &by, cx);
        s.hand_back(another.then_some(person));
    })
}

/// What the room can do with what both said.
fn settling(question: LetterQuestion, blind: &Blind) -> LetterQuestion {
    let (differ, agreed) = (blind.differ().count(), blind.agreed().count());
    let mut question = question;
    if differ > 0 {
        let words = format!("settle {} on which they differ", counted(differ, "text"));
        let own = blind.clone();
        question = question.answer('s', &words, |s: &mut Tagging, cx| s.settle(own, cx));
    }
    if agreed > 0 {
        let words = format!("keep what both said alike of {}", counted(agreed, "text"));
        let own = blind.clone();
        question = question.answer('k', &words, |s: &mut Tagging, cx| s.keep_agreed(own, cx));
    }
    match blind.agreement().texts {
        0 => question,
        _ => question.answer('a', "how far they agree", show_agreement),
    }
}

fn show_agreement(_: &mut Tagging, cx: &mut Cx<'_>) {
    cx.open(Open::Agreement(cx.place));
}
