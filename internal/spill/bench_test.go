package spill

import (
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"testing"
)

// BenchmarkSort sorts 5 million records of a 16-byte key and 16 bytes of payload: wholly in
// memory, with 12 runs, and with 190.
func BenchmarkSort(b *testing.B) {
	const n = 5_000_000
	for _, budget := range []int64{1 << 30, 24 << 20, 1500 << 10} {
		b.Run(fmt.Sprintf("budget=%dKiB", budget>>10), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sortNumbers(b, n, budget)
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mrec/s")
		})
	}
}

func sortNumbers(b *testing.B, n int, budget int64) {
	s := NewSorter(b.TempDir(), budget)
	var block Block
	x := uint64(1)
	var key, payload [16]byte
	for range n {
		x = x*6364136223846793005 + 1442695040888963407
		binary.BigEndian.PutUint64(key[:], x^x>>31)
		block.Add(key[:], payload[:])
		if block.Bytes() > 1<<20 {
			must(b, s.Append(&block))
		}
	}
	must(b, s.Append(&block))
	out, err := s.Sort()
	must(b, err)
	groups := 0
	must(b, out.Runs(16, func(_ []byte, run iter.Seq2[[]byte, []byte]) error {
		for range run {
			groups++
		}
		return nil
	}))
	if groups != n {
		b.Fatal("records lost")
	}
	must(b, out.Close())
}

// BenchmarkSpool writes and reads 512 MiB of records of 4 KiB; Commit's fsync is apart.
func BenchmarkSpool(b *testing.B) {
	const total = 512 << 20
	path := filepath.Join(b.TempDir(), "bench.spool")
	record := make([]byte, 4<<10)
	b.Run("write", func(b *testing.B) {
		b.SetBytes(total)
		for b.Loop() {
			s, err := Create(path, testKey)
			must(b, err)
			for range total / len(record) {
				must(b, s.Append(record))
			}
			b.StopTimer()
			must(b, s.Commit())
			b.StartTimer()
		}
	})
	b.Run("read", func(b *testing.B) {
		b.SetBytes(total)
		for b.Loop() {
			readAllBlocks(b, path)
		}
	})
}

func readAllBlocks(b *testing.B, path string) {
	r, err := Open(path, testKey)
	must(b, err)
	n := 0
	for {
		block, err := r.Next()
		if err == io.EOF {
			break
		}
		must(b, err)
		for range block.All() {
			n++
		}
	}
	if int64(n) != r.Records() {
		b.Fatal("records lost")
	}
	must(b, r.Close())
}

// BenchmarkNames asks for the names of a million documents, one after the other and at random.
func BenchmarkNames(b *testing.B) {
	names := NewNames(b.TempDir())
	for i := range 1_000_000 {
		must(b, names.Add(int64(i), "https://example.org/a/usual/length"))
	}
	must(b, names.Seal())
	defer names.Close()
	for _, step := range []int64{1, 999_983} {
		b.Run(fmt.Sprintf("step=%d", step), func(b *testing.B) {
			at := int64(0)
			for b.Loop() {
				_, _, err := names.Get(at)
				must(b, err)
				at = (at + step) % 1_000_000
			}
		})
	}
}
