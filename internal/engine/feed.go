package engine

import "github.com/tamis-data/tamis/internal/spill"

// feed hands records to a sorter a block at a time.
type feed struct {
	sorter *spill.Sorter
	block  spill.Block
}

// blockBytes is how much gathers before it is handed on: enough that the lock costs nothing.
const blockBytes = 256 << 10

func newFeed(dir string, budget int64) *feed { return &feed{sorter: spill.NewSorter(dir, budget)} }

func (b *build) newFeed() *feed { return newFeed(b.work.temporary, b.budget.sort) }

func (f *feed) add(key, payload []byte) error {
	f.block.Add(key, payload)
	if f.block.Bytes() < blockBytes {
		return nil
	}
	return f.sorter.Append(&f.block)
}

// sort ends the input; the caller closes what it returns.
func (f *feed) sort() (*spill.Sorted, error) {
	if err := f.sorter.Append(&f.block); err != nil {
		return nil, err
	}
	return f.sorter.Sort()
}

// close removes the files of a feed that was not sorted; of a nil one nothing.
func (f *feed) close() error {
	if f == nil {
		return nil
	}
	return f.sorter.Close()
}
