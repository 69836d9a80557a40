package sample

import (
	"testing"

	"github.com/tamis-data/tamis/internal/laws"
)

func TestMain(m *testing.M) { laws.Main(m) }
