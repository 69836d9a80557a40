package recipe

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// build makes the step and checks that it is one of the four kinds.
func (p *planner) build(s *planned) {
	if err := s.step.Build(); err != nil {
		p.notBuilt(s, err)
		s.ok, p.broken = false, true
		return
	}
	mapper := s.mapper()
	if s.step.Refresh && !s.refreshes() {
		p.problem(s.refresh, "", "refresh is for steps that only write columns, and %s does not", s.name)
		s.ok = false
	}
	if s.step.Private && !mapper {
		p.problem(s.at, "", "%s can't be private: it needs more than one document", s.spec.Name)
	}
}

// notBuilt says why a step could not be made: where it is a file, at its path.
func (p *planner) notBuilt(s *planned, err error) {
	faults := s.step.FileFaults(err)
	if len(faults) == 0 {
		p.problem(s.at, "", "%s", err.Error())
	}
	for _, f := range faults {
		for _, n := range s.draft.fileNodes {
			if n.pos() == f.Pos {
				p.problem(n, f.Hint, "%s", f.Message)
				break
			}
		}
	}
}

func (s *planned) mapper() bool {
	_, is := s.step.Step.(transform.Mapper)
	return is
}

// refreshes says whether a second run at the end can be had: not for a step that does more than write columns.
func (s *planned) refreshes() bool {
	return s.mapper() && len(s.step.Writes) > 0 && len(s.step.Edits) == 0
}

// mend is the hint for a step whose columns are of a text that a later one edits.
func (s *planned) mend() string {
	if s.refreshes() {
		return "move it down, or write refresh: end beside it"
	}
	return "move it below that step"
}

// splitter is what an Assigner has, and any other step that puts documents into classes.
type splitter interface{ Classes() []string }

// checkOrder checks what must stand behind what: splits behind edits, and columns that describe a
// text behind what changes it.
func (p *planner) checkOrder() {
	var split *planned
	for i := range p.steps {
		s := &p.steps[i]
		if s.spec == nil {
			continue
		}
		if s.isSplit() {
			if split != nil {
				p.problem(s.at, "", "a second split: %s on line %d is the first", split.name, split.at.line)
			}
			split = s
		}
		p.checkLaterEdits(i, s)
		p.checkCompared(i, s)
	}
}

// checkCompared warns of steps that cut by what the set holds before one that compares with another set: whether a
// passage goes depends on the documents beside it, so that a document of both sets may no longer be the same.
func (p *planner) checkCompared(i int, s *planned) {
	other := func(r Resource) bool { return r.Type == transform.ParamDocuments && r.Field == "" }
	if !slices.ContainsFunc(s.step.Resources, other) {
		return
	}
	for j := range p.steps[:i] {
		cut := &p.steps[j]
		if cut.cutsBySet() && slices.ContainsFunc(s.args.On, func(slot int) bool { return slices.Contains(cut.step.Edits, slot) }) {
			p.warn(s.at, "move it above that step", "%s compares what %s on line %d left: a document that lost a passage there may no longer match",
				s.name, cut.name, cut.at.line)
			return
		}
	}
}

// cutsBySet says that a step takes text out by what stands in other documents.
func (s *planned) cutsBySet() bool {
	room, _, _ := strings.Cut(s.at.text, ".")
	return len(s.step.Edits) > 0 && s.step.Step != nil && !s.mapper() && (room == "dedupe" || room == "redact")
}

func (s *planned) isSplit() bool {
	_, ok := s.step.Step.(splitter)
	return ok || strings.HasPrefix(s.at.text, "split.")
}

// checkLaterEdits reports edits behind a step that should have seen them.
func (p *planner) checkLaterEdits(i int, s *planned) {
	for j := i + 1; j < len(p.steps); j++ {
		later := &p.steps[j]
		if len(later.step.Edits) == 0 {
			continue
		}
		if s.isSplit() {
			p.problem(s.at, "move it below that step", "%s stands before %s on line %d, which edits text", s.name, later.name, later.at.line)
			return
		}
		if names := p.outdated(s, later); len(names) > 0 && !s.step.Refresh {
			p.warn(s.at, s.mend(), "%s: %s, which %s on line %d edits later",
				s.name, describe(names), later.name, later.at.line)
			return
		}
	}
	if s.step.Refresh && s.ok && !p.editedLater(i, s) {
		p.warn(s.refresh, "leave it out", "refresh changes nothing: no later step edits what %s reads", s.name)
	}
}

func (p *planner) editedLater(i int, s *planned) bool {
	return slices.ContainsFunc(p.steps[i+1:], func(later planned) bool { return len(p.outdated(s, &later)) > 0 })
}

func describe(names []string) string {
	verb := " is"
	if len(names) > 1 {
		verb = " are"
	}
	return strings.Join(names, ", ") + verb + " computed from text"
}

// outdated lists the columns of a step that describe a text which a later step edits. Spans are
// moved along by the engine and metrics are what the step decided by, so both stay.
func (p *planner) outdated(s, later *planned) []string {
	if !slices.ContainsFunc(s.reads, func(slot int) bool { return slices.Contains(later.step.Edits, slot) }) {
		return nil
	}
	var names []string
	for _, slot := range s.step.Writes {
		col := p.table.columns[slot]
		if !col.Metric && col.Spans == "" && !p.table.gone[slot] && !slices.Contains(s.step.Edits, slot) {
			names = append(names, col.Name)
		}
	}
	return names
}

// finish fills the Layout and what else the recipe takes from its steps.
func (p *planner) finish() {
	r := p.recipe
	doc := int(r.Limits.Document)
	r.Layout = &schema.Layout{Columns: p.table.columns, Export: p.table.export(), SpanSlots: p.table.spans, TextCap: doc, EditCap: doc / 8}
	if r.Splits = p.splits(); r.Splits == nil {
		r.Splits = []string{"train"}
	}
	for i := range p.steps {
		s := &p.steps[i]
		r.Layout.Steps = append(r.Layout.Steps, schema.StepInfo{Name: s.name, Private: s.step.Private, Kinds: s.kinds})
		r.Steps = append(r.Steps, s.step)
	}
	r.NameResources()
	p.checkUncoveredNames()
	p.checkExpect()
}

// splits names the splits of the last step planned that puts documents into some, nil without one.
func (p *planner) splits() (names []string) {
	for i := range p.steps {
		s := &p.steps[i]
		if classes, ok := s.step.Step.(splitter); ok {
			names = classes.Classes()
		} else if s.spec != nil && s.spec.Classes != nil && s.ok {
			names = s.spec.Classes(s.args)
		}
	}
	return names
}

// checkExpect holds the steps that expectations name against those there are.
func (p *planner) checkExpect() {
	var known []string
	for _, s := range p.steps {
		known = append(known, s.name)
	}
	for _, e := range p.recipe.Expect {
		for i, name := range e.Steps {
			switch k := slices.Index(known, name); {
			case k < 0:
				p.problem(e.nodes[i], meant(name, known), "no step is called %q", name)
			case p.steps[k].step.Step != nil && !OnText(p.steps[k].step.Step):
				p.problem(e.nodes[i], "leave it out; rows, kept, rejected and max_loss are about the whole set",
					"%s does not run on one text alone: it is about the whole set, another one, or splits", name)
			}
		}
	}
}

// OnText says that a step works on one document without knowing any other: what an expectation about a text goes through.
func OnText(s transform.Step) bool {
	_, ok := s.(transform.Mapper)
	return ok
}

// checkPrivate holds the recipe to DESIGN.md §4: what private steps may read, what may be written
// before them, and which columns they must cover.
func (p *planner) checkPrivate() {
	first := slices.IndexFunc(p.steps, func(s planned) bool { return s.step.Private })
	p.recipe.Private = first >= 0
	for i := range p.steps {
		s := &p.steps[i]
		switch {
		case s.step.Private:
			p.checkPrivateReads(s)
		case i < first:
			p.checkBefore(s, &p.steps[first])
		}
		if s.before != nil && (i >= first || !p.writesText(s)) && !p.broken {
			p.warn(s.before, "leave it out", "before_redaction changes nothing: %s writes no text before a private step", s.name)
		}
	}
	if first >= 0 && !p.broken {
		p.checkCovered(&p.steps[first])
	}
}

// checkPrivateReads reports labels that a private step reads: it also runs on documents that were
// rejected before they got them.
func (p *planner) checkPrivateReads(s *planned) {
	for _, slot := range s.reads {
		if slot >= schema.SlotFirst+len(p.declared) {
			p.problem(s.at, "", "%s is private and can't depend on column %q, which a step writes", s.name, p.table.columns[slot].Name)
		}
	}
}

// writesText says whether a step writes a column that can hold text.
func (p *planner) writesText(s *planned) bool {
	return slices.ContainsFunc(s.step.Writes, func(slot int) bool { return holdsText(p.table.columns[slot].Type) })
}

func (p *planner) checkBefore(s, private *planned) {
	if s.step.BeforeRedaction {
		return
	}
	for _, slot := range s.step.Writes {
		col := p.table.columns[slot]
		if holdsText(col.Type) && !slices.Contains(s.step.Edits, slot) {
			p.problem(s.at, fmt.Sprintf("move it below %s, or write before_redaction: ok where nothing private can stand in it", private.name),
				"%s writes %q before the private step on line %d", s.name, col.Name, private.at.line)
		}
	}
}

// checkCovered reports exported columns of text that no private step works on. Id, source and
// origin are always scanned.
func (p *planner) checkCovered(first *planned) {
	covered := map[int]bool{schema.SlotID: true, schema.SlotSource: true, schema.SlotOrigin: true}
	for i := range p.steps {
		if s := &p.steps[i]; s.step.Private {
			for _, slot := range s.args.On {
				covered[slot] = true
			}
		}
	}
	var open []string
	for _, slot := range p.table.export() {
		name := p.table.columns[slot].Name
		if !covered[slot] && holdsText(p.table.columns[slot].Type) && !contains(p.recipe.Uncovered, name) && p.filled(slot) {
			open = append(open, name)
		}
	}
	if len(open) == 0 {
		return
	}
	hint := fmt.Sprintf("add what may be private to its `on:`, and the rest as uncovered: [%s]", strings.Join(open, ", "))
	message := "no private step works on what is exported as " + strings.Join(open, ", ")
	if p.recipe.Limits.Uncovered == "error" {
		p.problem(p.covered, hint, "%s", message)
		return
	}
	p.warn(first.at, hint, "%s", message)
}

// roles are the built-in columns that hold nothing but what a source names a field for.
var roles = map[int]string{schema.SlotTitle: "title", schema.SlotURL: "url"}

// filled says whether a column may hold anything: title and url are null where no source names a field
// for them and no step puts another column there.
func (p *planner) filled(slot int) bool {
	role := roles[slot] // whatever it is called by now
	return role == "" ||
		slices.ContainsFunc(p.recipe.Sources, func(s Source) bool { return s.Fields[role] != "" }) ||
		slices.ContainsFunc(p.steps, func(s planned) bool {
			return slices.Contains(s.step.Writes, slot) || slices.Contains(s.step.Edits, slot) && !slices.Contains(s.args.On, slot)
		})
}

// checkUncoveredNames reports names in `uncovered:` that are no exported column of text.
func (p *planner) checkUncoveredNames() {
	if p.uncover == nil || p.broken {
		return
	}
	nodes := p.uncover.items
	if p.uncover.kind == scalarNode {
		nodes = []*node{p.uncover}
	}
	names := p.table.names()
	for i, name := range p.recipe.Uncovered {
		slot, ok := p.table.visible[name]
		switch {
		case !ok:
			p.problem(nodes[i], meant(name, names), "unknown column %q", name)
		case !holdsText(p.table.columns[slot].Type):
			p.problem(nodes[i], "leave it out", "column %q holds no text", name)
		}
	}
}
