package engine

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// fingerprint hashes all that decides the release: the public one leaves the inputs out where a
// private step forbids their hashes, the full one never (DESIGN.md §4, §5).
func (b *build) fingerprint(full bool) string {
	parts := []any{"tamis/fingerprint", schema.FormatVersion, read.Version, export.Writers(), string(b.r.Released()), b.o.Limit}
	for _, n := range b.nodes {
		parts = append(parts, b.stepKey(n))
	}
	if len(b.r.Splits) > 1 {
		parts = append(parts, "leaks", leaksVersion)
	}
	if x := b.r.Export.Index; x != nil {
		parts = append(parts, "index", x.Version, b.r.Seed)
	}
	for _, res := range b.resources {
		parts = append(parts, res.Path, res.SHA256)
	}
	if full || !b.r.Private {
		for i, f := range b.files {
			parts = append(parts, f.Name, b.inputDigest(i))
		}
	}
	return digestOf(keyOf(parts...))
}

// inputDigest is "" in a run with --limit: how far it reads beyond the last document is up to the
// machine, so that it pins no input.
func (b *build) inputDigest(i int) string {
	if b.o.Limit > 0 {
		return ""
	}
	return digestOf(b.tallies[i].SHA256)
}

// lock is <recipe>.lock: what a release with private steps may not hold itself.
type lock struct {
	Version     string                 `json:"version"`
	Fingerprint string                 `json:"fingerprint"`
	Digest      string                 `json:"digest"`
	Inputs      []schema.ManifestInput `json:"inputs"`
	Names       map[string]string      `json:"names,omitempty"` // as shown → as on disk
}

func (b *build) lockPath() string {
	if b.r.File == "-" {
		return filepath.Join(b.work.root, b.r.Name, "recipe.lock")
	}
	return b.r.File + ".lock"
}

// readLock returns nil where there is none that can be read: then the release is built and compared.
func (b *build) readLock() *lock {
	raw, err := os.ReadFile(b.lockPath())
	if err != nil {
		return nil
	}
	var l lock
	if json.Unmarshal(raw, &l) != nil {
		return nil
	}
	return &l
}

// identity is the part of the manifest that is known before anything is read.
func (b *build) identity() *schema.Manifest {
	r := b.r
	m := &schema.Manifest{
		Format: schema.FormatVersion, Name: r.Name, Version: b.version(), Title: r.Title, License: r.License,
		Description: r.Description, Homepage: r.Homepage, Citation: r.Citation, Language: r.Language, Date: r.Date,
		Authors: r.Authors, Keywords: r.Keywords, Tool: b.o.Tool, Writers: export.Writers(),
		Fingerprint: b.fingerprint(false), Seed: r.Seed, Private: r.Private,
	}
	for _, s := range r.Sources {
		m.Sources = append(m.Sources, schema.ManifestSource{Name: s.Name, License: s.License, Homepage: s.Homepage, Citation: s.Citation})
	}
	m.Inputs, m.Resources, m.Previous = b.inputs(!r.Private), b.resources, b.previousDigest()
	for _, s := range r.Steps {
		m.Steps = append(m.Steps, schema.ManifestStep{Name: s.Name, Transform: s.Spec.Name, Version: s.Spec.Version, Args: plainArgs(s.Args)})
	}
	return m
}

// inputs lists the input files, with sizes and digests where nothing private forbids it.
func (b *build) inputs(open bool) []schema.ManifestInput {
	out := make([]schema.ManifestInput, len(b.files))
	for i, f := range b.files {
		out[i] = schema.ManifestInput{Path: f.Name, Source: b.r.Sources[f.Source].Name}
		if open {
			size := f.Size // as found; readDone holds it against what was read
			out[i].Bytes, out[i].SHA256 = &size, b.inputDigest(i)
		}
	}
	return out
}

// manifest is the whole of it, once all documents are in their tables.
func (b *build) manifest() *schema.Manifest {
	m := b.identity()
	m.Tables, m.Accounting, m.Leaks = b.made, b.account.Accounting, b.leaked
	m.Ledger = schema.ManifestLedger{Edits: b.r.Export.Edits, Rejects: b.totals.Rejects, Coarse: b.totals.Coarse}
	in := b.account.Read
	m.Accounting.ReadRejected = b.account.rejects[0]
	for _, n := range b.account.rejects[0] {
		in -= n
	}
	for k := range m.Steps {
		s := &m.Steps[k]
		s.In, s.Rejected, s.Edits, s.Notes = in, b.account.rejects[k+1], b.totals.Edits[k], b.facts[k]
		for _, n := range s.Rejected {
			in -= n
		}
		s.Kept = in
	}
	return m
}

// publish checks limits and expectations, then finishes and publishes the staged release.
func (b *build) publish() (*Result, error) {
	m := b.manifest()
	reasons := b.beyond(m)
	b.emptiness()
	b.leakage()
	card := export.Card{Summaries: map[string]string{}}
	for _, s := range b.r.Steps {
		card.Summaries[s.Spec.Name] = s.Spec.Summary
		if s.Private {
			card.PrivateSteps = append(card.PrivateSteps, s.Name)
		}
	}
	b.event(Event{Kind: "phase", Phase: "publish"})
	digest, err := b.stage.Finish(m, b.r.Released(), card)
	if err != nil {
		return nil, err
	}
	res := b.result(m, digest)
	b.tellSteps(res)
	if len(reasons) > 0 {
		if res.Path, err = b.stage.Keep(); err != nil {
			return nil, err
		}
		b.event(Event{Kind: "stopped", Path: res.Path, Message: strings.Join(reasons, "; ")})
		return res, &LimitError{Reasons: reasons, Staged: res.Path}
	}
	if res.Path, err = b.stage.Publish(); err != nil {
		return nil, err
	}
	res.UpToDate, res.Pruned = b.stage.UpToDate(), b.stage.Pruned()
	if res.UpToDate {
		if err := b.sound(m.Version); err != nil {
			return nil, err
		}
	}
	return res, b.afterwards(res)
}

// afterwards writes what stands beside the release: lock, stamp, depfile, the facts that vary.
func (b *build) afterwards(res *Result) error {
	kind := "published"
	if res.UpToDate {
		kind = "up-to-date"
	}
	b.event(Event{Kind: kind, Path: res.Path, Digest: res.Digest, Documents: b.account.Kept, Leaks: res.Leaks, Seconds: res.Wall.Seconds()})
	var err error
	if b.r.Private && (b.o.Limit == 0 || b.readLock() == nil) {
		err = b.writeLock(res)
	}
	return errors.Join(err, b.stampIt(res.Path), b.writeRunFacts(res), b.work.keepOnly(b.used()))
}

func (b *build) writeLock(res *Result) error {
	l := lock{Version: res.Version, Fingerprint: b.fingerprint(true), Digest: res.Digest, Inputs: b.inputs(true), Names: map[string]string{}}
	for i, f := range b.files {
		if f.Name != b.trueNames[i] {
			l.Names[f.Name] = b.trueNames[i]
		}
	}
	raw, err := json.MarshalIndent(l, "", "  ")
	if err != nil {
		return err
	}
	if b.r.File != "-" { // first, so that the lock never stands there without
		if err := ignore(filepath.Join(filepath.Dir(b.r.File), ".gitignore"), filepath.Base(b.lockPath())); err != nil {
			return err
		}
	}
	if err := writeWhole(b.lockPath(), append(raw, '\n'), 0o600); err != nil {
		return fmt.Errorf("lock: %w", err)
	}
	return nil
}

// ignore adds a name to a .gitignore that does not hold it yet: a lock gives private text away.
func ignore(path, name string) error {
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	lines := strings.Split(string(old), "\n")
	if slices.Contains(lines, name) || slices.Contains(lines, "/"+name) || slices.Contains(lines, "*.lock") {
		return nil
	}
	line := "/" + name + "\n"
	if len(old) > 0 && !bytes.HasSuffix(old, []byte("\n")) {
		line = "\n" + line
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644) // the file is the user's: nothing in it is written anew
	if err != nil {
		return err
	}
	_, err = f.WriteString(line)
	return errors.Join(err, f.Close())
}

// writeRunFacts keeps what varies from run to run, outside the release.
func (b *build) writeRunFacts(res *Result) error {
	host, _ := os.Hostname()
	var size int64
	for _, f := range b.files {
		size += f.Size
	}
	raw, err := json.MarshalIndent(map[string]any{
		"bytes": size, "release": res.Version, "digest": res.Digest, "started": b.started.UTC().Format(time.RFC3339),
		"seconds": res.Wall.Seconds(), "workers": b.budget.workers, "memory": b.budget.total, "host": host, "steps": res.Funnel,
		"whole": b.whole(size, res.Wall.Seconds()),
	}, "", "  ")
	if err != nil {
		return err
	}
	return writeWhole(b.runFactsPath(), append(raw, '\n'), 0o644)
}

// used lists the checkpoints that this run made or took up.
func (b *build) used() map[string]bool {
	out := map[string]bool{}
	for _, p := range b.usedPaths {
		out[p] = true
	}
	return out
}

func (b *build) result(m *schema.Manifest, digest string) *Result {
	res := &Result{Version: m.Version, Data: export.DataGlob(m), Digest: digest, Accounting: m.Accounting, Leaks: m.Leaks, Bytes: m.Accounting.InputBytes,
		Wall: time.Since(b.started), Warnings: b.warnings}
	a := m.Accounting
	reader := Stage{Step: "read", In: a.Read, Kept: a.Read, Rejected: a.ReadRejected}
	for _, n := range a.ReadRejected {
		reader.Kept -= n
	}
	res.Funnel = append(res.Funnel, reader)
	for k, s := range m.Steps {
		st := Stage{Step: s.Name, In: s.In, Kept: s.Kept, Rejected: s.Rejected, Labelled: b.account.labelled[k], Notes: s.Notes,
			Seconds: time.Duration(b.nodes[k].nanos.Load()).Seconds()}
		for _, t := range s.Edits {
			st.Removed += t.Removed
			st.Inserted += t.Inserted
		}
		res.Funnel = append(res.Funnel, st)
	}
	return res
}

// tellSteps tells what each step did.
func (b *build) tellSteps(res *Result) {
	for _, s := range res.Funnel {
		b.event(Event{Kind: "step", Step: s.Step, In: s.In, Kept: s.Kept, Rejected: s.Rejected, Labelled: s.Labelled, Seconds: s.Seconds})
	}
}

// plainArgs turns arguments into values that JSON can hold: those of the manifest.
func plainArgs(a transform.Args) map[string]any {
	out := map[string]any{}
	for name, v := range a.Values {
		if v != nil {
			out[name] = plain(v)
		}
	}
	if len(a.OnNames) > 0 {
		out["on"] = a.OnNames
	}
	return out
}

func plain(v any) any {
	switch v := v.(type) {
	case transform.Args:
		return plainArgs(v)
	case []transform.Args:
		out := make([]any, len(v))
		for i := range v {
			out[i] = plainArgs(v[i])
		}
		return out
	case []transform.Pair[float64]:
		return pairs(v)
	case []transform.Pair[string]:
		return pairs(v)
	case []byte:
		return digestOf(keyOf(v))
	case transform.Documents:
		return v.Digest
	case transform.Null:
		return nil
	case transform.Table:
		return map[string]any{v.Column: plainRows(v.Rows)}
	}
	return v
}

func plainRows(rows []transform.Pair[transform.Args]) map[string]any {
	out := map[string]any{}
	for _, row := range rows {
		out[row.Name] = plainArgs(row.Value)
	}
	return out
}

// pairs keeps the order of a map of the recipe, which decides which split a hash falls into.
func pairs[T any](in []transform.Pair[T]) []any {
	out := make([]any, len(in))
	for i, p := range in {
		out[i] = map[string]any{p.Name: p.Value}
	}
	return out
}
