//! The conductor's line: where the room is, one next thing with its key, and the way on.
//! Must not know how it is drawn, nor what any particular screen finds worth doing: each says its own.

use crate::domain::agenda::Section;
use crate::domain::clock::minutes;
use crate::domain::meeting::MeetingView;
use crate::keys::Command;

use super::model::Model;
use super::place::ScreenKind;
use super::screen::NextThing;
use super::shared::Shared;

/// For so many seconds a section says who presents it, and nothing else.
const FIRST: i64 = 10;

/// From so many seconds on before its end a section says what is left.
const LAST: i64 = 60;

/// The line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConductorLine {
    /// Where the room is.
    pub here: &'static str,
    /// What the clock says of the section, where it presses.
    pub clock: Option<String>,
    /// What is next here.
    pub next: Option<NextThing>,
    /// The way on, with what it leads to.
    pub on: Option<(Command, String)>,
}

/// The line of what is in front; `None` while an overlay is that has nothing of its own to say.
pub fn line(model: &Model) -> Option<ConductorLine> {
    let shared = &model.shared;
    if !model.layers.is_empty() {
        let next = model.front().next_thing(shared)?;
        return Some(ConductorLine {
            next: Some(next),
            ..ConductorLine::default()
        });
    }
    let on = way_on(model);
    let (clock, first) = match running(shared) {
        Some((view, section)) => of_section(view, section, shared),
        None => (None, None),
    };
    Some(ConductorLine {
        here: here(shared),
        clock,
        next: first.or_else(|| model.screen().next_thing(shared)),
        on,
    })
}

/// The way on from what is in front, with what it leads to, where it can be taken; none from an overlay.
pub fn way_on(model: &Model) -> Option<(Command, String)> {
    let on = on(&model.shared).filter(|_| model.layers.is_empty());
    on.filter(|(command, _)| model.can(*command))
}

/// Where the room is.
fn here(shared: &Shared) -> &'static str {
    let empty = shared.room.facts.as_ref().is_some_and(|f| f.is_empty());
    match (shared.screen, shared.screen.section()) {
        (_, Some(section)) => section.title(),
        (ScreenKind::Tagging, None) => "Tagging",
        (_, None) if empty => "An empty room",
        (_, None) if shared.sitting.is_some() => "The lobby",
        (_, None) => "Before the review",
    }
}

/// The meeting under way and its section, while that is what is looked at.
fn running(shared: &Shared) -> Option<(&MeetingView, Section)> {
    let view = shared.meeting()?;
    let section = view.meeting.clock.section;
    (shared.screen.section() == Some(section)).then_some((view, section))
}

/// What the clock says of the running section, and in its first seconds who presents it.
fn of_section(
    view: &MeetingView,
    section: Section,
    shared: &Shared,
) -> (Option<String>, Option<NextThing>) {
    let (clock, agenda, now) = (&view.meeting.clock, &view.meeting.agenda, shared.time.now);
    if !clock.runs() {
        let paused = NextThing::of("the clock stands: it goes on with").by(Command::Pause);
        return (None, Some(paused));
    }
    let time = clock.times(agenda, now)[section as usize];
    let left = time.has - time.used;
    let lender = clock.lender(agenda, now);
    let words = match (left, lender) {
        (..0, Some(lender)) => Some(format!(
            "over by {}, from {}",
            minutes(-left),
            lender.title()
        )),
        (..0, None) => Some(format!("over by {}", minutes(-left))),
        (0..=LAST, _) => Some(format!("{} left", minutes(left))),
        (_, _) => None,
    };
    let presents = agenda.0.iter().find(|item| item.section == section);
    let presents = presents.filter(|item| time.used < FIRST && !item.presents.is_empty());
    let first = presents.map(|item| {
        let minutes = time.has / 60;
        NextThing::of(format!("{} presents, {minutes} minutes", item.presents))
    });
    (words, first)
}

/// The way on: the meeting's, or out of a meeting that of whoever looks around.
fn on(shared: &Shared) -> Option<(Command, String)> {
    let here = shared.screen.section();
    let to = |command, words: &str| Some((command, words.to_owned()));
    match shared.section() {
        Some(running) if here != Some(running) => to(Command::Back, running.title()),
        Some(running) => match running.next() {
            Some(next) => to(Command::On, next.title()),
            None => to(Command::On, "end"),
        },
        None if shared.sitting.is_some() => None,
        None => match (shared.screen, here.map(Section::next)) {
            (ScreenKind::Lobby, _) => {
                let words = match shared.room.unfinished() {
                    Some(left) => format!("goes on with {}", left.meeting.period.long()),
                    None => format!("starts {}", shared.period?.long()),
                };
                Some((Command::Start, words))
            }
            // There figures are letters of tags.
            (ScreenKind::Tagging, _) => to(Command::Back, "lobby"),
            (_, Some(Some(next))) => to(look(next), next.title()),
            (_, Some(None) | None) => to(Command::Lobby, "lobby"),
        },
    }
}

/// The command that looks at a section.
pub fn look(section: Section) -> Command {
    match section {
        Section::Numbers => Command::Look1,
        Section::Why => Command::Look2,
        Section::Roadmap => Command::Look3,
        Section::Target => Command::Look4,
        Section::Actions => Command::Look5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::shared::Sitting;
    use crate::domain::clock::Clock;
    use crate::domain::day::Moment;
    use crate::domain::ids::MeetingId;
    use crate::domain::meeting::Meeting;

    /// A meeting whose clock has run so many seconds in a section.
    fn in_meeting(section: Section, seconds: i64) -> Model {
        let clock = Clock::default().sit_down(Moment(0));
        let meeting = Meeting {
            id: MeetingId(1),
            clock: clock.go_to(section, Moment(0)),
            ..Meeting::default()
        };
        let mut model = Model::default();
        let shared = &mut model.shared;
        shared.screen = ScreenKind::of(section);
        shared.sitting = Some(Sitting {
            meeting: meeting.id,
            moves: true,
            rehearsal: false,
        });
        shared.time.now = Moment(seconds);
        shared.room.meetings = Some(vec![MeetingView {
            meeting,
            ..MeetingView::default()
        }]);
        model
    }

    fn clock(model: &Model) -> Option<String> {
        line(model).and_then(|line| line.clock)
    }

    #[test]
    fn the_clock_is_told_of_where_it_presses() {
        for (seconds, told) in [
            (30, None),
            (839, None),
            (840, Some("1:00 left")),
            (899, Some("0:01 left")),
            (1_030, Some("over by 2:10, from Roadmap")),
        ] {
            let model = in_meeting(Section::Why, seconds);
            assert_eq!(clock(&model).as_deref(), told, "{seconds}");
        }
    }

    #[test]
    fn a_section_begins_with_who_presents_it() {
        let first = |seconds| {
            let next = line(&in_meeting(Section::Roadmap, seconds))?.next?;
            Some(next.words[0].clone())
        };
        assert_eq!(first(3).as_deref(), Some("Product presents, 10 minutes"));
        assert_eq!(first(10), None, "nothing is known of the roadmap yet");
    }

    #[test]
    fn the_way_on_is_the_meetings() {
        let on = |model: &Model| line(model)?.on;
        for (section, to) in Section::ALL.into_iter().zip([
            (Command::On, "Why"),
            (Command::On, "Roadmap"),
            (Command::On, "Target"),
            (Command::On, "Actions"),
            (Command::On, "end"),
        ]) {
            let found = on(&in_meeting(section, 20));
            assert_eq!(found, Some((to.0, to.1.to_owned())), "{section:?}");
        }
        let mut elsewhere = in_meeting(Section::Why, 20);
        elsewhere.shared.screen = ScreenKind::Target;
        assert_eq!(on(&elsewhere), Some((Command::Back, "Why".to_owned())));
        let mut follows = in_meeting(Section::Why, 20);
        follows
            .shared
            .sitting
            .iter_mut()
            .for_each(|s| s.moves = false);
        assert_eq!(on(&follows), None, "another terminal moves the clock");
    }

    #[test]
    fn outside_of_a_meeting_it_leads_through_the_sections() {
        let mut model = Model::default();
        for (screen, command) in [
            (ScreenKind::Numbers, Command::Look2),
            (ScreenKind::Target, Command::Look5),
            (ScreenKind::Actions, Command::Lobby),
            (ScreenKind::Tagging, Command::Back),
        ] {
            model.shared.screen = screen;
            let on = line(&model).and_then(|line| line.on);
            assert_eq!(on.map(|(command, _)| command), Some(command), "{screen:?}");
        }
    }
}
