package engine

import (
	"fmt"
	"os"

	"github.com/tamis-data/tamis/schema"
)

// sink takes the batches in order, on one goroutine: into the unit's checkpoint, or into the release.
func (p *pass) sink(b *batch) error {
	p.progress(b)
	for _, t := range b.tallies {
		p.tallyOf(b.unit.first+t.File, t.Tally)
	}
	if err := p.named(b); err != nil {
		return err
	}
	if p.st.final {
		return p.export(b)
	}
	return p.checkpoint(b)
}

// named keeps what the ids decided: repeats for the next pass, names for whoever is told of a kept
// document by its ordinal.
func (p *pass) named(b *batch) error {
	if p.ids.err != nil {
		return p.ids.err
	}
	for _, r := range b.overrides {
		if err := p.repeats.add(r); err != nil {
			return err
		}
	}
	if p.idNames == nil || !p.namesFinal {
		return nil
	}
	for i := range b.docs {
		if err := p.idNames.Add(b.docs[i].Ord, b.docs[i].Str(schema.SlotID)); err != nil {
			return err
		}
	}
	return nil
}

// checkpoint keeps the documents for the next pass: in memory, or in the spool of their unit.
func (p *pass) checkpoint(b *batch) error {
	u := b.unit
	if b.cached {
		p.reused = true
		if b.last {
			u.spool = p.spoolPath(u.next)
			p.usedPaths = append(p.usedPaths, u.spool)
		}
		return nil
	}
	b.unnumber()
	if !p.wait(b) {
		if err := p.spool(b); err != nil {
			return err
		}
	}
	if !b.last {
		return nil
	}
	return p.closeUnit(u)
}

// closeUnit ends a unit; a spool of all of it is committed under the key of what it was made from.
func (p *pass) closeUnit(u *unit) error {
	if !u.known {
		u.key = p.firstKey(*u)
		u.next = p.unitKey(p.s, u.key, p.decision)
		u.known = true
	}
	if p.keep == nil {
		u.spool = ""
		return nil
	}
	if err := p.keep.Commit(); err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	p.keep = nil
	path := p.restPath(u)
	if u.waiting.batches == nil {
		path = p.spoolPath(u.next)
		p.usedPaths = append(p.usedPaths, path)
	}
	if err := os.Rename(p.work.temp("unit.spool"), path); err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	u.spool = path
	return nil
}

// restPath is the file of what follows the documents of a unit that wait in memory: no checkpoint.
func (p *pass) restPath(u *unit) string {
	return p.work.temp(fmt.Sprintf("rest-%d-%d.spool", p.s, u.first))
}

// export writes the documents into the tables of the release.
func (p *pass) export(b *batch) error {
	for i := range b.docs {
		d := &b.docs[i]
		p.account.document(d)
		p.current = d
		if err := p.tables.Ledger(d); err != nil {
			return err
		}
		if d.Kept() {
			if err := p.rows(d); err != nil {
				return err
			}
			if b.likened != nil {
				if err := p.leaks.add(d, d.Split, b.likened[i]); err != nil {
					return err
				}
			}
			if b.index != nil {
				if err := p.tables.Index(d.Str(schema.SlotID), b.index[i].keys, b.index[i].record); err != nil {
					return err
				}
			}
		}
		d.Release()
	}
	p.letGo(b)
	for _, f := range b.framing {
		p.account.frame(f)
	}
	for _, place := range b.places {
		p.account.place(place)
		p.account.told(p.files[place.File].Source, func() string { return p.describe(place) })
		if err := p.tables.Quarantine(place); err != nil {
			return err
		}
	}
	return nil
}
