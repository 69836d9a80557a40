package laws

import (
	"fmt"
	"testing"
	"time"
)

// told keeps errors instead of failing.
type told struct {
	testing.TB
	errors []string
}

func (t *told) Helper() {}

func (t *told) Errorf(form string, args ...any) {
	t.errors = append(t.errors, fmt.Sprintf(form, args...))
}

// TestLinear: by a clock of its own, growth with the square is told; growth with the size is not, nor one that a busy machine makes
// of it now and then, nor what takes little.
func TestLinear(t *testing.T) {
	const large = 1 << 20
	rounds := 0
	for _, c := range []struct {
		name string
		took func(size int) time.Duration
		want int
	}{
		{"square", func(size int) time.Duration { return time.Duration(size) * time.Duration(size) / 1000 }, 1},
		{"size", func(size int) time.Duration { return time.Duration(size) * 1000 }, 0},
		{"little", func(size int) time.Duration { return time.Duration(size) * time.Duration(size) / 1e6 / 10 }, 0},
		{"busy", func(size int) time.Duration {
			if rounds++; size == large && rounds < 12 {
				return 100 * time.Second
			}
			return time.Duration(size) * 1000
		}, 0},
	} {
		var got told
		if linear(&got, c.name, large, c.took); len(got.errors) != c.want {
			t.Errorf("%s: %q", c.name, got.errors)
		}
	}
}
