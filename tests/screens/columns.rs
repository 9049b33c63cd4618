//! Further columns, rows and panes of the Why screen, each by what it says that the pictures do not.
//! Must not look into the screen's own state.

use rstest::rstest;

use super::says;
use super::why::stage;

#[rstest]
#[case::second_columns("]", &[
    "# theme                        lost MRR share mentions   still pay, said so",
    "✓  1 reporting                      €6,410  19 % 61 #3            37 · €21,400",
    "3 more                         €5,730  17 %              Enter all themes",
    "not tagged yet                 €1,940   6 %                    t tag them",
    "nobody said why                  €980   3 %                     Enter who",
])]
#[case::third_columns("[ [", &[
    "# theme              lost MRR share six periods whole loss roadmap",
    "✓  1 reporting            €6,410  19 % ▂▃▃▄▅█         €12,820 aligns RPT-12",
    "2 price                €5,660  17 %                €11,320",
])]
#[case::all_themes("down down down down down enter", &[
    "6 mobile                     €2,660   8 %  3: 3 shrank             ▼ €1,100",
    "8 security                   €1,160   3 %  1: 1 left",
    "fewer themes",
    "Enter puts the smaller themes away",
])]
#[case::outside("G", &["nobody said why", "€980", "nobody said why", "Enter shows who they are: ask them."])]
#[case::quotes_pane("tab down", &["▸ reporting · everything", "▸ “Export to Excel broke twice”", "Enter quotes"])]
#[case::masked("M enter enter", &["MASKED", "Quiet Otter 1", "€0 MRR now", "somebody at Quiet Otter 1 tried"])]
fn other_columns_rows_and_panes(#[case] keys: &str, #[case] words: &[&str]) {
    let mut stage = stage();
    stage.press(keys);
    says(&mut stage.model, (80, 24), words);
}
