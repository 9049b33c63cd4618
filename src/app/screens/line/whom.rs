//! Whom an action that is being written is for, and when that will be judged: said below the line while it is typed.
//! Must not know how the line is understood, nor how a day is found.

use crate::app::cx::Cx;
use crate::app::picked::{PickedAccounts, Whom};
use crate::domain::day::Day;
use crate::domain::effect::aim::{Aim, Promise};
use crate::domain::effect::words;
use crate::domain::entry::Understood;
use crate::domain::ids::{AccountId, ActionId, TagId};
use crate::domain::money::count;
use crate::domain::note::Origin;
use crate::domain::query::{AimQuery, Query};

use super::{LineFor, LineInput, READ_ALONG};

/// What a promise depends on.
type AskedWhom = (Option<TagId>, Whom, usize, Option<Day>);

/// Whom an action is for.
#[derive(Debug, Default)]
pub(super) struct For {
    /// The accounts of the list it is written from.
    own: Option<PickedAccounts>,
    /// Else those who named its theme and still pay, once answered.
    said_so: Option<(TagId, PickedAccounts)>,
    takes: Whom,
    /// What was asked last, and what came of it.
    asked: Option<AskedWhom>,
    promised: Option<(AskedWhom, Promise)>,
    /// The theme whose accounts were asked for last.
    asked_theme: Option<TagId>,
}

impl For {
    /// Of an action that is written from a list, or from elsewhere.
    pub(super) fn of(picked: Option<PickedAccounts>) -> For {
        For {
            takes: match picked {
                Some(_) => Whom::Picked,
                None => Whom::Nobody,
            },
            own: picked,
            ..For::default()
        }
    }

    fn picked(&self) -> Option<&PickedAccounts> {
        let said_so = self.said_so.as_ref().map(|(_, picked)| picked);
        self.own.as_ref().or(said_so)
    }

    /// Whether there are accounts to take.
    pub(super) fn can_turn(&self) -> bool {
        self.picked().is_some()
    }

    /// All of them, a drawn half, or none.
    pub(super) fn turn(&mut self) {
        if self.can_turn() {
            self.takes = self.takes.turned();
        }
    }

    /// What goes with the action; `None` where it is its theme alone.
    pub(super) fn aim(&self, understood: &Understood, day: Day) -> Option<Aim> {
        self.picked()?.aim(self.takes, understood.theme, day)
    }

    /// Accounts that somebody marked are what an action on them is about, not the one the cursor happens to be on.
    pub(super) fn about(&self, origin: Origin) -> Origin {
        let own = self.own.as_ref().filter(|own| own.marked);
        match own.filter(|_| self.takes != Whom::Nobody) {
            None => origin,
            Some(own) => Origin {
                account: match own.touched.as_slice() {
                    [one] => Some(*one),
                    _ => None,
                },
                ..origin
            },
        }
    }

    /// How many of the list have left already or are left out of the numbers, where that is known: they cannot stay.
    fn gone(&self, picked: &PickedAccounts, promise: &Promise) -> Option<String> {
        let active = match self.takes {
            Whom::Half => promise.touched + promise.others,
            Whom::Picked => promise.touched,
            Whom::Nobody => return None,
        };
        let all = picked.count(Whom::Picked);
        match all.saturating_sub(active) {
            0 => None,
            gone if gone == all => Some("none of them is counted: left, or left out".to_owned()),
            gone => Some(format!(
                "{} of them not counted: left, or left out",
                count(gone)
            )),
        }
    }

    fn asks(&self, understood: &Understood) -> AskedWhom {
        let accounts = self.picked().map_or(0, |picked| picked.touched.len());
        (understood.theme, self.takes, accounts, understood.due)
    }

    /// What was understood, what its owner has to do already, whom it is for, and when it is judged.
    pub(super) fn below(&self, understood: &Understood, load: Option<String>) -> String {
        let mut parts = vec![understood.line.clone()];
        parts.extend(load);
        let picked = self.picked().filter(|_| self.takes != Whom::Nobody);
        if let Some(picked) = picked {
            let on = words::on(picked.count(self.takes));
            parts.push(match self.takes {
                Whom::Half => format!("{on}, drawn"),
                Whom::Picked | Whom::Nobody => on,
            });
        }
        let asked = self.asks(understood);
        let promised = self.promised.as_ref().filter(|(of, _)| *of == asked);
        if let Some((_, promise)) = promised {
            parts.extend(picked.and_then(|picked| self.gone(picked, promise)));
            parts.push(words::judged(promise.on));
        }
        parts.join(" · ")
    }

    /// What the list is called that it is or can be for; `None` where there is no list.
    pub(super) fn title(&self) -> Option<String> {
        let source = &self.picked()?.source;
        Some(match self.takes {
            Whom::Picked | Whom::Half => format!("Action · {source}"),
            Whom::Nobody => format!("Action · it can be for {source}"),
        })
    }

    /// What the key for it does next, and why half of a list is drawn; `None` where there is no list.
    pub(super) fn next(&self) -> Option<&'static str> {
        let many = self.picked()?.touched.len() > 1;
        Some(match (self.takes, many) {
            (Whom::Picked, true) => words::WHY_HALF,
            (Whom::Picked, false) | (Whom::Half, _) => "for no accounts: judged by its theme",
            (Whom::Nobody, _) => "for these accounts",
        })
    }
}

impl LineInput {
    /// Asks when what stands there would be judged, and for the accounts of its theme, where that is not known yet.
    pub(super) fn consider(&mut self, cx: &mut Cx<'_>) {
        if !matches!(self.entry, LineFor::Action(_)) || self.field.text().len() > READ_ALONG {
            return;
        }
        let Some(understood) = self.understood(cx.shared) else {
            return;
        };
        self.ask_accounts(&understood, cx);
        if let Some(title) = self.whom.title() {
            self.title = title;
        }
        let asked = self.whom.asks(&understood);
        let day = cx.shared.time.today;
        let by_theme = understood.theme.map(|theme| Aim {
            action: Some(ActionId(0)),
            theme: Some(theme),
            day,
            ..Aim::default()
        });
        let aim = self.whom.aim(&understood, day).or(by_theme);
        let Some(aim) = aim.filter(|_| self.whom.asked != Some(asked)) else {
            return;
        };
        self.whom.asked = Some(asked);
        let query = AimQuery::Promise {
            aim: Box::new(aim),
            due: understood.due,
        };
        cx.ask_nth(
            0,
            Query::Aims(query),
            move |line: &mut LineInput, promise: Box<Promise>, _| {
                line.whom.promised = Some((asked, *promise));
            },
        );
    }

    fn ask_accounts(&mut self, understood: &Understood, cx: &mut Cx<'_>) {
        let known = self.whom.own.is_some() || self.whom.asked_theme == understood.theme;
        let Some(period) = cx.shared.period.filter(|_| !known) else {
            return;
        };
        self.whom.asked_theme = understood.theme;
        self.whom.said_so = None;
        self.whom.takes = Whom::Nobody;
        let Some(theme) = understood.theme else {
            return;
        };
        let name = cx.shared.room.tag_name(theme).to_owned();
        let take = move |line: &mut LineInput, touched: Vec<AccountId>, cx: &mut Cx<'_>| {
            if line.whom.asked_theme == Some(theme) && !touched.is_empty() {
                let picked = PickedAccounts {
                    touched,
                    others: Vec::new(),
                    rest: true,
                    marked: false,
                    source: format!("who still pay and named {name}"),
                };
                line.whom.said_so = Some((theme, picked));
                line.consider(cx);
            }
        };
        cx.ask_nth(1, Query::Aims(AimQuery::Exposed { theme, period }), take);
    }
}
