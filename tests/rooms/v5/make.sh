#!/bin/sh
# How the rooms in this folder were made, by the program whose tables were version 5.
# Rooms are never made again: what counts is that they were written by that program. For a later version of
# the tables, copy this file to a folder of that version and run it there with the program of that day:
#
#     sh make.sh PROGRAM CLOCK
#
# CLOCK is a library for LD_PRELOAD that answers the time of day in FAKE_NOW (seconds since 1970), so that
# sections of a meeting take minutes and not microseconds.
set -e
program=$1
clock=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
mkdir -p "$work/home/.config/churnroom"
cp "$here/config.toml" "$work/home/.config/churnroom/"
now=1790928000
room=$work/review.sqlite
cd "$here/files"

# `at DAY HH:MM`: from here on it is this time, UTC.
at() {
    day=$1
    now=$(date -u -d "$1 $2" +%s)
}

# `by PERSON COMMAND...`: somebody does something, a minute after what was done before.
by() {
    who=$1
    shift
    now=$((now + 60))
    env -i PATH="$PATH" HOME="$work/home" TZ=Europe/Berlin LD_PRELOAD="$clock" FAKE_NOW=$now \
        "$program" --db "$room" --as "$who" --today "$day" "$@"
}

# The number of the newest feedback with these words.
words() {
    env -i PATH="$PATH" HOME="$work/home" "$program" --db "$room" --today "$day" --format json \
        feedback list --words "$1" | sed 's/.*"items":\[{"id":\([0-9]*\).*/\1/'
}

# September's data, and everything that is written before its review.
at 2026-10-02 08:00
by Priya import owners.csv accounts.csv subscriptions.csv --currency EUR
by Priya import roadmap.csv surveys.csv feedback.csv usage.csv
by Dana tag edit price --key p --description "what it costs, and how that is said"
by Dana tag edit reporting --description "slow or missing reports"
by Dana tag add onboarding --key o
by Dana tag add first-week --parent onboarding --description "until Hooli logs in alone"
by Dana tag add nonsense
by Dana tag rename nonsense noise
by Mo tag drop noise
by Mo feedback add "They told Globex that it is too slow" --account A5 --received 2026-09-29 --source call --score 4
by Dana tag put "$(words 'too slow')" reporting
by Ines feedback add "Somebody told us that reports are dear" --received 2026-09-30 --source fair --tag price
by Mo feedback add "We close the shop in Leeds" --account A8 --received 2026-09-29 --exit-survey \
    --reason "closing the business"
by Dana tag put "$(words 'smaller plan')" price first-week
by Dana tag off "$(words 'smaller plan')" first-week
by Mo tag off "$(words 'share a report')" reporting
by Mo tag off "$(words 'went up again')" price
by Mo tag put "$(words 'went up again')" price
by Mo tag mark "$(words 'Love it')" praise
by Mo tag mark "$(words 'too slow')" pin
by Mo tag mark "$(words 'Leeds')" no-reason
by Priya accounts edit A7 --region Scotland --owner Mo
by Priya accounts edit A6 --name "Hooli Inc"
by Priya accounts exclude A10 --reason "test account of ours"
by Priya accounts same A4 A9 --reason "Initech went on as its European branch"
by Priya accounts exclude A6 --reason "asked by mistake"
by Priya accounts include A6
by Mo marks add "2026-09-01 price New price list, Umbrella Ltd kept the old one"
by Mo marks add "1 aug to 14 aug campaign Summer offer"
by Mo marks add "2026-09-20 outage Exports down"
by Mo marks edit 2 --until 2026-08-20
by Mo marks drop 3
by Mo roadmap add MOB-2 "An app for the road" --status planned --owner Mo --ease hard
by Mo roadmap edit MOB-2 --target 2027-Q1 --url https://example.com/MOB-2
by Mo owners add Zora --team Sales --email zora@example.com
by Mo owners edit Zora --team "Sales North"
by Mo owners add Nobody
by Mo owners drop Nobody
by Mo roadmap link reporting RPT-12 --stance aligns --note "Vandelay asked for it"
by Mo roadmap link price --stance challenges --note "nobody plans to say prices better"
by Mo roadmap link onboarding --stance nothing
by Mo roadmap unlink onboarding
by Dana shortlist add reporting price onboarding
by Dana shortlist drop onboarding
by Dana actions add "call Vandelay back @dana 2026-10-09 #reporting" --account A8 --effect "Vandelay comes back by Christmas"
by Dana actions add "clean the list of test accounts @mo 2026-10-02"

# The review of September, held to its end.
at 2026-10-05 13:00
by Kim meetings start
by Kim meetings present priya dana
by Kim meetings present mo
by Kim meetings present mo --not
now=$((now + 240))
by Priya notes add "?does this count the pause of Soylent" --account A7
by Kim meetings go why
by Priya meetings discuss reporting
by Dana meetings discuss price
by Dana meetings discuss onboarding
by Dana meetings discuss onboarding --not
now=$((now + 900))
by Dana notes add "they leave before their first report" --theme reporting --feedback "$(words 'build a report')"
by Dana notes add "no word about prices before the change" --theme price
by Dana notes edit 3 --text "not a word about prices before the change; Acme SA heard it from us"
by Priya notes answer 1 "yes, it comes back as a reactivation; Soylent never left"
by Kim meetings pause
now=$((now + 300))
by Kim meetings resume
by Kim meetings go roadmap
by Kim meetings extend 2
by Mo roadmap link reporting BIL-7 --stance challenges --note "declined before"
by Kim meetings go target
now=$((now + 300))
by Mo decisions add "no more than five seats on trial" --segment plan=Team
by Mo decisions add "raise the floor to ten seats"
by Mo decisions edit 5 --text "raise the floor to ten seats, Umbrella Ltd aside"
by Mo decisions add "this was not decided"
by Mo decisions drop 6
by Kim meetings go actions
by Priya actions add "fix excel export @priya 2026-10-20 #reporting" --item RPT-12 --effect "half of the export tickets gone, Northwind GmbH stays"
by Priya actions add "write to everybody before prices change @zora 2026-10-15 #price"
by Priya actions add "look at seats @mo 2026-11-30" --segment plan=Team
by Priya actions edit 3 --with dana
by Priya actions edit 3 --with mo
by Priya actions edit 3 --without mo
by Priya actions edit 4 --due 2026-10-16 
by Priya notes add "nobody can say yet what a first week should be" --theme onboarding --no-action
now=$((now + 420))
by Kim meetings end

# A month later: the same exports again, with what changed.
at 2026-11-02 08:00
by Dana actions done 1
by Dana actions done 4 --worked yes
by Dana actions drop 2
by Dana actions reopen 2
by Dana actions drop 2
by Dana actions edit 3 --effect "no export ticket for a month"
by Priya import accounts_later.csv subscriptions_later.csv --currency EUR --as-of 2026-10-31
by Priya import roadmap_later.csv surveys_later.csv feedback_later.csv
by Ines import usage_later.csv
by Ines imports revert 13
by Ines import usage_later.csv
by Mo tag edit export --key x
by Mo shortlist add onboarding reporting
by Mo notes add "written before the review"
by Mo undo
by Mo redo
by Dana tag add misc
by Dana undo
by Priya accounts edit A3 --plan Custom
by Priya undo
by Priya redo
by Priya undo
by Priya profile chartmogul
by Priya undo
by Priya redo

# The review of October, left before its end.
at 2026-11-03 13:00
by Kim meetings start --until 16:00
by Kim meetings present priya zora
now=$((now + 200))
by Kim meetings go why
by Zora meetings discuss reporting
by Zora notes add "the same exports as a month ago" --theme export
by Zora notes add "?who told Acme Société"
now=$((now + 600))
by Kim meetings adjourn

# What this program prints of it.
mkdir -p "$here/said"
for meeting in 1 2; do
    for form in md html json; do
        by Priya minutes $meeting --format $form > "$here/said/minutes-$meeting.$form"
    done
done
by Priya journal --limit 1000 > "$here/said/journal.txt"
by Priya journal --limit 1000 --format json > "$here/said/journal.json"
sqlite3 "$room" "PRAGMA journal_mode=DELETE; PRAGMA page_size=512; VACUUM;" > /dev/null
cp "$room" "$here/review.sqlite"

# Everybody takes back all they did, in turn, until nobody can any more; what is said twice is kept once.
# Two must stop: Ines at an import that was taken back (it cannot be done again), Kim at reviews in which
# others spoke.
room=$work/undone.sqlite
cp "$here/review.sqlite" "$room"
while :; do
    more=no
    for person in Zora Priya Mo Dana Ines Kim; do
        if said=$(by $person undo 2>&1); then more=yes; fi
        echo "$person: $said"
    done
    if [ $more = no ]; then break; fi
done | sed 's/: churnroom: /: /' | awk '!said[$0]++' > "$here/said/undone.txt"

# Two small rooms of the other ledgers, the first with a review that is running.
room=$work/movements.sqlite
at 2026-10-02 08:00
by Priya import movements.csv --currency EUR
by Kim meetings start
by Priya notes add "M1 shrank"
by Kim meetings pause
by Dana import movements_later.csv --currency EUR
sqlite3 "$room" "PRAGMA journal_mode=DELETE; PRAGMA page_size=512; VACUUM;" > /dev/null
cp "$room" "$here/movements.sqlite"
by Priya minutes > "$here/said/movements.md"
by Priya journal > "$here/said/movements.txt"

room=$work/balances.sqlite
at 2026-11-02 08:00
by Priya import balances.csv --currency EUR
by Dana accounts edit B2 --name "Cyberdyne Systems"
by Dana import balances_later.csv --currency EUR
sqlite3 "$room" "PRAGMA journal_mode=DELETE; PRAGMA page_size=512; VACUUM;" > /dev/null
cp "$room" "$here/balances.sqlite"
by Priya journal > "$here/said/balances.txt"
rm -r "$work"
