package engine

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// budget divides --memory: none of its parts may change a byte of the release.
type budget struct {
	total   int64
	workers int
	flight  int64 // batches under way
	sort    int64 // claims or sums, and what is decided from them
	tables  int64 // rows that wait to be encoded
	ids     int64 // keys of ids
	wait    int64 // documents between passes: their share, and half of what the batches can't use
	links   int64 // a union-find over documents that have a link, between passes
	unit    int64 // bytes of inputs that share a checkpoint; not of memory
}

// floorBase is what one worker needs beside its documents: the runtime, encoders, open files.
const floorBase = 96 << 20

// floor is the least memory for a number of workers: 8 × limits.document each holds a document as
// read, its original, its text, the record of its edits and their two buffers (DESIGN.md §7).
func floor(workers int, document int64) int64 {
	return floorBase + int64(workers)*8*document
}

// newBudget checks the budget against its floor. Without an explicit number of workers there are as
// many as the cores and the budget allow.
func newBudget(memory int64, workers int, document int64) (budget, error) {
	if memory == 0 {
		memory = availableMemory() / 2
	}
	if need := floor(max(workers, 1), document); memory < need {
		return budget{}, &BudgetError{Memory: memory, Need: need, Workers: max(workers, 1)}
	}
	if workers == 0 {
		workers = runtime.NumCPU()
		for workers > 1 && floor(workers, document) > memory {
			workers--
		}
	}
	free := memory - floorBase/2
	flight := min(free/4, mostFlight(workers))
	return budget{total: memory, workers: workers, flight: flight, sort: free / 8, tables: free / 4, ids: free / 8, wait: free/4 + (free/4-flight)/2,
		links: memory / 4, unit: unitBytes}, nil
}

// without is the budget where so many bytes are held for the whole of a run: each part gives its share.
func (b budget) without(held int64) budget {
	if held == 0 {
		return b
	}
	free := float64(b.total - floorBase/2)
	for _, part := range []*int64{&b.flight, &b.sort, &b.tables, &b.ids, &b.wait, &b.links} {
		*part = int64(float64(*part) * max(free-float64(held), 0) / free)
	}
	return b
}

// mostFlight is what the batches hold that a pipe has room for, each of the usual size.
func mostFlight(workers int) int64 {
	usual := batch{bytes: 2 * batchBytes, count: batchDocuments}
	return int64(queued(workers)+2) * usual.cost()
}

// tests puts what a test asks for in place of what follows from --memory.
func (b *budget) tests(o Options) {
	if o.sort > 0 {
		b.sort, b.ids, b.wait = o.sort, o.ids, o.sort
	}
	if o.wait != 0 {
		b.wait = max(o.wait, 0)
	}
	if o.links > 0 {
		b.links = o.links
	}
	if o.unit > 0 {
		b.unit = o.unit
	}
}

// BudgetError says that --memory is below what the recipe's limits need: a mistake of the command
// line (exit 2).
type BudgetError struct {
	Memory, Need int64
	Workers      int
}

// Error implements error.
func (e *BudgetError) Error() string {
	return fmt.Sprintf("--memory %s is below the %s that %d workers need with this recipe's limits.document",
		mib(e.Memory), mib(e.Need), e.Workers)
}

func mib(n int64) string { return strconv.FormatInt((n+1<<20-1)>>20, 10) + "MiB" }

// availableMemory is what the control group or the machine has; 2 GiB where neither says.
func availableMemory() int64 {
	least := int64(2 << 30)
	if n := machineMemory(); n > 0 {
		least = n
	}
	for _, f := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		if n := firstNumber(f); n > 0 && n < least {
			least = n
		}
	}
	return least
}

func machineMemory() int64 {
	b, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0
	}
	for _, line := range strings.Split(string(b), "\n") {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "MemTotal:" {
			n, _ := strconv.ParseInt(f[1], 10, 64)
			return n << 10
		}
	}
	return 0
}

func firstNumber(path string) int64 {
	b, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	n, err := strconv.ParseInt(strings.TrimSpace(string(b)), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
