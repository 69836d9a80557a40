package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
)

// build is one run under way.
type build struct {
	r         *recipe.Recipe
	o         Options
	budget    budget // what is left of given beside sets that are held
	given     budget
	started   time.Time
	sources   []read.Source
	files     []read.File
	tallies   []tally
	resources []schema.ManifestInput
	sets      map[int]*otherSet    // by number of the step that compares with it
	earlier   map[int]*earlier     // by number of the step that keeps its splits
	others    map[int]*spill.Names // ids of the documents of these sets that were matched
	names     *naming
	ids       *idStage
	work      *workdir
	stage     *export.Stage
	pipe      pipe
	workers   []worker

	nodes       []*node
	stretches   []stretch
	units       []unit
	links       components
	hoard       hoard
	repeats     *repeats
	idNames     *spill.Names
	facts       map[int]map[string]int64 // what the manifest says of a step, by its number
	decision    key                      // what the barriers so far decided
	rulingsPath string                   // where the last one's decisions stand; "" before the first
	account     *account
	tables      *export.Tables
	order       *arranger
	leaks       *leakCheck    // nil where there is one split
	leaked      *schema.Leaks // what it found
	limit       limiter
	current     *schema.Doc // at the sink

	made   []schema.ManifestTable
	totals export.Totals
	// trueNames are the inputs' names as on disk, usedPaths the checkpoints made or taken up.
	trueNames []string
	usedPaths []string
	reused    bool // a checkpoint of an earlier run was taken up
	events    sync.Mutex
	warnings  []string
	phase     phase
}

// tally is what is known of an input file.
type tally struct {
	read.Tally
	known bool // the digest
	done  bool // read to its end in this run, or in the one that its checkpoint comes from
}

// start checks budget and inputs before anything is read.
func start(ctx context.Context, r *recipe.Recipe, o Options) (*build, error) {
	o = o.defaults(r)
	b := &build{r: r, o: o, started: time.Now(), sources: readSources(r), facts: map[int]map[string]int64{}, others: map[int]*spill.Names{}}
	var err error
	if b.budget, err = newBudget(o.Memory, o.Workers, r.Limits.Document); err != nil {
		return nil, err
	}
	b.budget.tests(o)
	b.given = b.budget
	resources, err := openResources(r)
	if err != nil {
		return nil, err
	}
	b.names = newNaming(r, nodes(r)) // finders need no set
	if err := b.names.recipeHides(r); err != nil {
		return nil, err
	}
	if err := b.openSets(ctx, resources); err != nil {
		return nil, err
	}
	b.nodes = nodes(r)
	if b.files, err = b.findFiles(); err != nil {
		return nil, b.names.cover(err)
	}
	b.trueNames = b.names.nameFiles(b.files)
	if b.work, err = openWork(o.Work, r.Name); err != nil {
		return nil, err
	}
	if o.Limit > 0 {
		if err := b.work.forLimit(); err != nil {
			return nil, errors.Join(err, b.work.close())
		}
	}
	b.tallies = make([]tally, len(b.files))
	b.workers = make([]worker, b.budget.workers)
	return b, nil
}

// readSources turns the recipe's sources into the reader's.
func readSources(r *recipe.Recipe) []read.Source {
	out := make([]read.Source, len(r.Sources))
	for i, s := range r.Sources {
		out[i] = read.Source{Name: s.Name, Path: s.Path, Format: s.Format, Charset: s.Charset, Fields: s.Fields}
		for _, c := range s.Columns {
			out[i].Columns = append(out[i].Columns, read.Column{Slot: c.Slot, Name: c.Name, Type: c.Type, Optional: c.Type.Nullable})
		}
	}
	return out
}

// prepare divides the chain and opens what the passes write into.
func (b *build) prepare(ctx context.Context, sortIDs bool) (err error) {
	b.facts = map[int]map[string]int64{}
	b.others = map[int]*spill.Names{}
	if err := b.gather(ctx); err != nil {
		return err
	}
	judges := b.divide(sortIDs)
	b.links = components{ctx: ctx, dir: b.work.temporary, sort: b.budget.sort, memory: b.budget.links}
	b.hoard.most = b.budget.wait
	b.hoard.used.Store(0)
	b.decision, b.rulingsPath, b.usedPaths = key{}, "", nil
	b.repeats = newRepeats(b.work, b.budget.sort)
	b.account = newAccount(len(b.files), len(b.nodes), labellings(b.r))
	b.account.limited = b.o.Limit > 0
	if judges {
		b.idNames = spill.NewNames(b.work.temporary)
	}
	b.leaks, b.leaked = newLeakCheck(b.r, b.work.temporary, b.budget.sort), nil
	b.leaks.open()
	b.marks()
	b.pipe = pipe{workers: b.budget.workers, hold: newHold(b.budget.flight)}
	return b.openStage(ctx)
}

// divide cuts the chain into stretches and the inputs into units; it says whether there is a Judge.
func (b *build) divide(sortIDs bool) (judges bool) {
	b.ids = &idStage{mode: b.r.Repeated, declared: b.declaredIDs(), names: b.names}
	var judge *node
	if sortIDs || b.idsNeedAll() {
		judge = &node{n: numberIDs, name: "ids", judge: &idJudge{mode: b.r.Repeated, declared: b.ids.declared, names: b.names}}
	} else {
		b.ids.seen = newKeySet(b.budget.ids)
	}
	judges = slices.ContainsFunc(b.nodes, func(n *node) bool { return n.judges() })
	b.stretches = cut(b.nodes, b.idsFrom(), judges, judge)
	if b.r.Layout.CopySlot() >= 0 {
		b.stretches = withCopies(b.stretches)
	}
	b.units = units(b.files, b.budget.unit)
	b.limit = limiter{left: b.o.Limit, on: b.o.Limit > 0}
	b.knowUnits()
	return judges
}

// declaredIDs says for each file whether its documents bring an id along.
func (b *build) declaredIDs() []bool {
	out := make([]bool, len(b.files))
	for i, f := range b.files {
		out[i] = b.sources[f.Source].Fields["id"] != ""
	}
	return out
}

// idsNeedAll says that ids can't be told apart in one pass: declared ones are numbered around later
// ones, declared and generated ones meet, or a file stands in two sources and another one's name reads like
// the number it would get.
func (b *build) idsNeedAll() bool {
	some := slices.Contains(b.ids.declared, true)
	if some && (b.r.Repeated == "number" || slices.Contains(b.ids.declared, false)) {
		return true
	}
	seen, twice := map[string]bool{}, false
	for _, f := range b.files {
		twice = twice || seen[f.Name]
		seen[f.Name] = true
	}
	return twice && slices.ContainsFunc(b.files, func(f read.File) bool {
		base, _, ok := numbered(f.Name)
		return ok && seen[base]
	})
}

// idsFrom is the number of the step from which on ids are known: behind the last private step where
// they are hashes of what it leaves.
func (b *build) idsFrom() int {
	last := 0
	for _, n := range b.nodes {
		if n.private {
			last = n.n + 1
		}
	}
	return last
}

// knowUnits looks up the inputs' digests in case there are checkpoints to be found.
func (b *build) knowUnits() {
	if b.limit.on || !b.hashed() {
		return
	}
	for i := range b.units {
		u := &b.units[i]
		u.known, u.key = true, b.firstKey(*u)
	}
}

// hashInputs takes the digests of all inputs before they are read.
func (b *build) hashInputs(ctx context.Context) error {
	for i, f := range b.files {
		if b.tallies[i].known {
			continue
		}
		sum, err := hashFile(ctx, f.Path)
		if err != nil {
			return fmt.Errorf("read %s: %w", f.Name, err)
		}
		b.tallies[i].SHA256, b.tallies[i].Size, b.tallies[i].known = sum, f.Size, true
	}
	return nil
}

func hashFile(ctx context.Context, path string) (sum [32]byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return sum, bare(err)
	}
	defer f.Close() // nothing was written
	h := sha256.New()
	buf := make([]byte, 32<<10) // a mebibyte a file took 2.5 of 4 seconds for 10,000 small ones
	for {
		n, err := f.Read(buf)
		h.Write(buf[:n])
		if err == io.EOF {
			h.Sum(sum[:0])
			return sum, nil
		}
		if err = errors.Join(bare(err), ctx.Err()); err != nil {
			return sum, err
		}
	}
}

// bare takes the path out of an error: whoever tells it names the file as it may be shown.
func bare(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// readDone notes what a reader knows of a file it has read to its end.
func (b *build) readDone(n int, t read.Tally) error {
	old := b.tallies[n]
	if old.known && old.SHA256 != t.SHA256 || t.Size != b.files[n].Size {
		return fmt.Errorf("read %s: the file changed during the run", b.files[n].Name)
	}
	b.tallies[n] = tally{Tally: t, known: true, done: true}
	return nil
}

func (b *build) readOptions() read.Options {
	return read.Options{Layout: b.r.Layout, Limit: b.r.Limits.Document, BatchBytes: int(min(b.o.Batch, 4<<20)), Child: b.o.Child}
}

// digestOf writes a digest the way manifests do.
func digestOf(sum [32]byte) string { return "sha256:" + hex.EncodeToString(sum[:]) }

// abandon lets go of what will not be part of a release.
func (b *build) abandon() error {
	err := errors.Join(b.repeats.close(), b.order.close(), b.links.abort(), b.leaks.close())
	if b.tables != nil {
		b.tables.Abort()
		b.tables = nil
	}
	if b.idNames != nil {
		err = errors.Join(err, b.idNames.Close())
		b.idNames = nil
	}
	for _, names := range b.others {
		err = errors.Join(err, names.Close())
	}
	b.repeats, b.order, b.others, b.leaks = nil, nil, nil, nil
	return err
}

// close ends a run, done or not.
func (b *build) close() error {
	err := b.abandon()
	if b.stage != nil {
		err = errors.Join(err, b.stage.Discard())
	}
	return errors.Join(err, b.work.close())
}

// end closes a run and tells its error with the names that may be shown.
func (b *build) end(err error) error { return b.names.shownError(errors.Join(err, b.close())) }
