package export

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/tamis-data/tamis/schema"
)

// Leaking compares the splits of a release anew, from the rows of data/.
type Leaking struct {
	Columns []string     // that it takes, beside id and split
	Open    func() error // before the first row
	Add     func(id, split string, values []schema.Value) error
	End     func() (*schema.Leaks, error)
	Close   func() error // removes what it kept, where it was opened
	// InOrder says that within a split the rows stand in the order in which the release was built.
	InOrder bool
	// Apart are the steps that compare by columns which the release does not have, and Why it can't ask any step.
	Apart []string
	Why   error
}

// checkLeaks compares the splits anew and holds what the manifest says of them against it.
func (c *checker) checkLeaks() (err error) {
	said := c.rel.Manifest.Leaks
	switch {
	case len(c.rel.Manifest.Accounting.Splits) < 2 && said == nil || !c.intact(TableData):
		return nil
	case said == nil:
		c.unchecked("what the splits have in common: the manifest says nothing of it")
		return nil
	case c.o.Leaks == nil:
		c.unchecked("what the manifest says the splits have in common")
		return nil
	}
	l := c.o.Leaks
	if err := l.Open(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	if whole, err := c.leakRows(l, said); err != nil || !whole {
		return err
	}
	found, err := l.End()
	if err == nil {
		c.compareLeaks(l, said, found)
	}
	return err
}

// leakRows shows all rows to l; false where something is wrong with them.
func (c *checker) leakRows(l *Leaking, said *schema.Leaks) (whole bool, err error) {
	values := make([]schema.Value, len(l.Columns))
	for row, err := range c.rel.DocumentRows(append([]string{"id", "split"}, l.Columns...)...) {
		if err != nil {
			c.problem(TableData, "rows can't be read: %s", c.within(err))
			return false, nil
		}
		split := row.Str("split")
		if !slices.Contains(said.Splits, split) {
			c.problem(ManifestName, "leaks: split %q is none of those that were compared", split)
			return false, nil
		}
		for i, name := range l.Columns {
			values[i] = row.Value(name)
		}
		if err := l.Add(row.Str("id"), split, values); err != nil {
			return false, err
		}
	}
	return true, nil
}

// compareLeaks holds each check of the manifest against what was found anew.
func (c *checker) compareLeaks(l *Leaking, said, found *schema.Leaks) {
	names, checks := said.Checks()
	again := map[string]*schema.LeakCheck{"exact": &found.Exact, "normalised": found.Normalised, "near": found.Near}
	for i, name := range names {
		s, f := checks[i], again[name]
		switch {
		case f == nil && (l.Why != nil || slices.Contains(l.Apart, s.Step)):
			c.unchecked("leaks, %s: %s", name, l.why(s.Step))
		case f == nil:
			c.problem(ManifestName, "leaks: %s is there, and recipe.yaml has no such step", name)
		case l.InOrder && !reflect.DeepEqual(s, f), !maps.Equal(leakCounts(s), leakCounts(f)) && s.LongRuns+f.LongRuns == 0:
			c.problem(ManifestName, "leaks: %s says %s, the rows of data/ give %s", name, leakWords(s), leakWords(f))
		case !l.InOrder && s.LongRuns+f.LongRuns > 0:
			c.unchecked("leaks, %s: which pairs of long runs are compared depends on the order in which the release was built", name)
		}
		delete(again, name)
	}
	for _, name := range slices.Sorted(maps.Keys(again)) {
		if again[name] != nil {
			c.problem(ManifestName, "leaks: there is no %s, and recipe.yaml has a step %s", name, again[name].Step)
		}
	}
}

func (l *Leaking) why(step string) string {
	if l.Why != nil {
		return l.Why.Error()
	}
	return "step " + step + " compares by columns that data/ does not have"
}

// leakWords tells the counts of a check.
func leakWords(c *schema.LeakCheck) string {
	words := ""
	for _, s := range c.Shared {
		words += fmt.Sprintf(", %d of %s in %s", s.Documents, s.Split, s.Other)
	}
	if words == "" {
		return "none"
	}
	return words[2:]
}

// leakCounts are the counts of a check, by split and the other one.
func leakCounts(c *schema.LeakCheck) map[[2]string]int64 {
	out := map[[2]string]int64{}
	for _, s := range c.Shared {
		out[[2]string{s.Split, s.Other}] = s.Documents
	}
	return out
}
