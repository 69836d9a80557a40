package split

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Time is the transform split.time.
var Time = transform.Spec{
	Name:    "split.time",
	Summary: "Splits by date: older documents to train with, later ones to test, with a gap between them",
	Doc: `A document belongs to the last split that begins at its date or before. With ` + "`begins`" + ` the borders are dates. With ` + "`ratios`" + ` they
follow from the set: of n dated documents in order of date, a split begins with the date of the one in place floor(n × sum of the shares
before it), counted from 0, so that documents of one date are never apart and a split errs by less than the documents of one date.

` + "`embargo`" + ` is a time before each border: what happened then is told again soon after, so that a model would meet it in both splits.
Documents dated in it are rejected by rule ` + "`embargo`" + `, with the seconds to the border as value and the embargo as threshold. The split
that begins at the border is whole.

Dates are those of a timestamp column, or of a string column that holds 2024, 2024-07, 2024-07-01, or date and time by ISO 8601, with T or
a space between them and seconds, fractions and zone or without; without a zone they are UTC, and a year or month is its beginning. All
else is no date: ` + "`undated`" + ` says what becomes of it.

Without ` + "`by`" + ` each document goes by its own date. With it groups stay together, and a group's date is the latest of its members', or the
earliest (` + "`group_date`" + `); members without a date go along. The latest is the default: a training set then holds nothing that anybody
wrote after the border. The borders that follow from ratios are those of the documents' own dates.

` + previousShort,
	Params: []transform.Param{
		{Name: "column", Type: transform.ParamColumn, Default: "created", Doc: "Column with the date: timestamp or string."},
		{Name: "begins", Type: transform.ParamMap, Doc: "Splits in order of time, each with the date it begins with, the first with `start`: `{train: start, test: 2024-07-01}`; this or ratios."},
		{Name: "ratios", Type: transform.ParamRatios, Doc: "Splits in order of time with their shares of the dated documents; this or begins."},
		{Name: "embargo", Type: transform.ParamString, Default: "0d", Doc: "How long before each border documents are rejected: hours, days or weeks, as 12h, 30d, 2w."},
		{Name: "undated", Type: transform.ParamString, Default: missingReject,
			Doc: "What becomes of documents without a date: `reject` (by rule `undated`: nobody knows whether they tell what a test asks for), `fail` stops the run, or the name of a split."},
		{Name: "by", Type: transform.ParamString, Doc: "What stays together: `cluster`, `content`, `id`, `url-host`, or the name of a column. Default: nothing."},
		{Name: "group_date", Type: transform.ParamString, Default: "latest", Enum: []string{"latest", "earliest"}, Doc: "Which of its members' dates a group goes by."},
		previousParam,
	},
	Reads:   readsGroup,
	Check:   checked(checkTime),
	Classes: timeClasses,
	Rejects: true,
	Version: 1,
	New:     newTime,
	Examples: []transform.Example{
		{Note: "The test begins in July; the week before it is left out.", Args: "{column: date, begins: {train: start, test: 2024-07-01}, embargo: 1w}",
			Docs: []string{"a", "b", "c", "d"}, Given: []string{"date=2023-12-31", "date=2024-06-28", "date=2024-07-01", "date=null"}, Rows: []string{"date=\"2023-12-31\" split=train", "date=\"2024-07-01\" split=test"}},
		{Note: "The latest fifth is the test.", Args: "{column: date, ratios: {train: 0.8, test: 0.2}}",
			Docs: []string{"a", "b", "c", "d", "e"}, Given: []string{"date=2024-05", "date=2024-01", "date=2024-03", "date=2024-02", "date=2024-04"}, Rows: []string{"date=\"2024-05\" split=test", "date=\"2024-01\" split=train", "date=\"2024-03\" split=train", "date=\"2024-02\" split=train", "date=\"2024-04\" split=train"}},
		{Note: "An author goes by the latest date; undated ones go into train.", Args: "{column: date, begins: {train: start, test: 2024-07-01}, by: author, undated: train}",
			Docs: []string{"a", "b", "c", "d"}, Given: []string{"date=2024-01-01 author=Ada", "date=2024-08-01 author=Ada", "date=null author=Bo", "date=null author=Ada"},
			Rows: []string{"date=\"2024-01-01\" author=Ada split=test", "date=\"2024-08-01\" author=Ada split=test", "date=null author=Bo split=train", "date=null author=Ada split=test"}},
	},
}

func checkTime(a transform.Args) []transform.Fault {
	faults := checkTimeBorders(a)
	if _, ok := spanOf(a.String("embargo")); !ok {
		faults = append(faults, transform.Fault{Param: "embargo", Message: fmt.Sprintf("%q is no length of time", a.String("embargo")), Hint: "12h, 30d or 2w"})
	}
	return append(faults, checkElse(a, "undated", timeClasses(a))...)
}

func timeClasses(a transform.Args) (names []string) {
	for _, b := range a.Map("begins") {
		names = append(names, b.Name)
	}
	for _, r := range a.Ratios("ratios") {
		names = append(names, r.Name)
	}
	return names
}

func checkTimeBorders(a transform.Args) []transform.Fault {
	if a.Has("begins") == a.Has("ratios") {
		return []transform.Fault{{Message: "give either begins or ratios", Hint: "begins: {train: start, test: 2024-07-01} for dates"}}
	}
	if a.Has("ratios") {
		return checkRatios(a)
	}
	faults := checkNames("begins", timeClasses(a))
	last := int64(0)
	for i, b := range a.Map("begins") {
		at, ok := dateOf(b.Value)
		switch {
		case i == 0 && b.Value != start:
			faults = append(faults, transform.Fault{Param: "begins." + b.Name, Message: "the first split has no beginning", Hint: "write start"})
		case i > 0 && !ok:
			faults = append(faults, transform.Fault{Param: "begins." + b.Name, Message: fmt.Sprintf("%q is no date", b.Value), Hint: "2024-07-01"})
		case i > 1 && ok && at <= last:
			faults = append(faults, transform.Fault{Param: "begins." + b.Name, Message: "the split begins before the one that stands above it"})
		}
		last = at
	}
	return faults
}

// start is where the first split begins.
const start = "start"

var spanShape = regexp.MustCompile(`^([0-9]{1,6})([hdw])$`)

// spanOf reads a length of time in microseconds.
func spanOf(s string) (int64, bool) {
	m := spanShape.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	n, _ := strconv.ParseInt(m[1], 10, 64)
	unit := map[string]time.Duration{"h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour}[m[2]]
	return n * unit.Microseconds(), true
}

// dateLayouts are the forms of dates in strings, by their length as far as that tells.
var dateLayouts = []string{"2006-01-02", time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T15:04Z07:00",
	"2006-01-02T15:04:05Z0700", "2006-01", "2006"}

// dateOf reads a date as microseconds since 1970.
func dateOf(s string) (int64, bool) {
	if s = strings.TrimSpace(s); len(s) < 4 || len(s) > 40 || s[0] < '0' || s[0] > '9' {
		return 0, false
	}
	if len(s) > 10 && s[10] == ' ' {
		s = s[:10] + "T" + s[11:]
	}
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UnixMicro(), true
		}
	}
	return 0, false
}

// timed is split.time with its arguments.
type timed struct {
	classes []string
	borders []int64  // where all classes but the first begin; nil by ratios
	parts   []uint64 // of the classes, by ratios
	embargo int64
	slot    int
	undated otherwise
	group   *group // nil: each document by itself
	seed    uint64
	latest  bool
}

func newTime(a transform.Args) (transform.Step, error) {
	t := &timed{classes: timeClasses(a), slot: a.Slot(a.String("column")), seed: a.Seed, latest: a.String("group_date") == "latest"}
	if c, ok := a.Column(a.String("column")); ok && c.Type.Kind != schema.String && c.Type.Kind != schema.Time {
		return nil, fmt.Errorf("column %s: dates are timestamps or strings, and it is %s", c.Name, c.Type)
	}
	t.embargo, _ = spanOf(a.String("embargo"))
	t.undated = newOtherwise(a, "undated", t.classes, "undated", "the document has no date")
	for _, b := range a.Map("begins")[min(1, len(a.Map("begins"))):] {
		at, _ := dateOf(b.Value)
		t.borders = append(t.borders, at)
	}
	_, t.parts = shares(a.Ratios("ratios"))
	if a.Has("by") {
		g, err := newGroup(a)
		if err != nil {
			return nil, err
		}
		t.group = &g
	}
	if t.group == nil && a.Has("previous") {
		t.group = &group{itself: true}
	}
	if t.group == nil && t.parts == nil {
		return dated{t}, nil
	}
	return newStable(&timeJudge{timed: t}, a, t.kin), nil
}

func (t *timed) kin(d *schema.Doc) transform.Key { return runKey(t.group.key(d), t.seed) }

// Classes says which splits there are.
func (t *timed) Classes() []string { return t.classes }

// date returns the date of a document; false without one.
func (t *timed) date(d *schema.Doc) (int64, bool) {
	switch v := d.Values[t.slot]; v.Kind() {
	case schema.Time:
		return v.Int(), true
	case schema.String:
		return dateOf(v.Str())
	}
	return 0, false
}

// place returns the class of a date and, within an embargo, how far the border is, else 0.
func (t *timed) place(at int64, borders []int64) (class int, gap int64) {
	for class < len(borders) && borders[class] <= at {
		class++
	}
	if class < len(borders) && borders[class]-at <= t.embargo {
		gap = borders[class] - at
	}
	return class, gap
}

func (t *timed) put(d *schema.Doc, class int, gap int64) {
	if gap == 0 {
		d.Split = class
		return
	}
	const second = 1_000_000
	d.Drop(schema.Reject{Rule: "embargo", Value: float64(gap / second), Threshold: float64(t.embargo / second), HasValue: true})
}

// dated is split.time where a document's own date and the recipe decide.
type dated struct{ *timed }

// Map implements transform.Mapper.
func (t dated) Map(_ context.Context, d *schema.Doc) error {
	at, ok := t.date(d)
	if !ok {
		return t.undated.settle(d)
	}
	class, gap := t.place(at, t.borders)
	t.put(d, class, gap)
	return nil
}
