package redact

import "sort"

// scriptBlocks are the blocks of Unicode with a number for the script of their letters; 0 goes with any.
// What stands side by side in one word has one number: the scripts of East Asia.
var scriptBlocks = [...]struct {
	first rune
	id    uint8
}{
	{0x0, 0}, {0xC0, 1}, {0x2B0, 0}, {0x370, 2}, {0x400, 3}, {0x530, 4}, {0x590, 5}, {0x600, 6}, {0x700, 7}, {0x750, 6},
	{0x780, 8}, {0x7C0, 9}, {0x800, 10}, {0x840, 11}, {0x860, 7}, {0x870, 6}, {0x900, 12}, {0x980, 13}, {0xA00, 14}, {0xA80, 15},
	{0xB00, 16}, {0xB80, 17}, {0xC00, 18}, {0xC80, 19}, {0xD00, 20}, {0xD80, 21}, {0xE00, 22}, {0xE80, 23}, {0xF00, 24}, {0x1000, 25},
	{0x10A0, 26}, {0x1100, 27}, {0x1200, 28}, {0x13A0, 29}, {0x1400, 30}, {0x1680, 31}, {0x16A0, 32}, {0x1700, 33}, {0x1780, 34}, {0x1800, 35},
	{0x18B0, 30}, {0x1900, 36}, {0x1950, 37}, {0x1980, 38}, {0x19E0, 34}, {0x1A00, 39}, {0x1A20, 40}, {0x1AB0, 0}, {0x1B00, 41}, {0x1B80, 42},
	{0x1BC0, 43}, {0x1C00, 44}, {0x1C50, 45}, {0x1C80, 3}, {0x1C90, 26}, {0x1CC0, 42}, {0x1CD0, 0}, {0x1E00, 1}, {0x1F00, 2}, {0x2000, 0},
	{0x2C00, 46}, {0x2C60, 1}, {0x2C80, 47}, {0x2D00, 26}, {0x2D30, 48}, {0x2D80, 28}, {0x2DE0, 3}, {0x2E00, 27}, {0xA4D0, 49}, {0xA500, 50},
	{0xA640, 3}, {0xA6A0, 51}, {0xA700, 0}, {0xA720, 1}, {0xA800, 52}, {0xA840, 53}, {0xA880, 54}, {0xA8E0, 12}, {0xA900, 55}, {0xA930, 56},
	{0xA960, 27}, {0xA980, 57}, {0xA9E0, 25}, {0xAA00, 58}, {0xAA60, 25}, {0xAA80, 59}, {0xAAE0, 60}, {0xAB00, 28}, {0xAB30, 1}, {0xAB70, 29},
	{0xABC0, 60}, {0xAC00, 27}, {0xD7FF, 0}, {0xF900, 27}, {0xFB00, 1}, {0xFB13, 4}, {0xFB1D, 5}, {0xFB50, 6}, {0xFE00, 0}, {0xFE70, 6},
	{0xFEFF, 0}, {0xFF00, 27}, {0xFFF0, 0}, {0x10000, 61}, {0x16800, 51}, {0x16FE0, 27}, {0x1D000, 0}, {0x1E900, 62}, {0x1EE00, 6}, {0x1F000, 0},
	{0x20000, 27}, {0xE0000, 0},
}

// script returns the number of a letter's script.
func script(r rune) uint8 {
	if r < scriptLimit {
		return scriptTable[r>>4&0x2FF]
	}
	if r >= 0x3000 && r < 0xA4D0 {
		return 27
	}
	return scriptSearch(r)
}

// scriptLimit is below which all blocks begin at a multiple of sixteen.
const scriptLimit = 0x2000

var scriptTable = func() (t [0x300]uint8) {
	for i := range scriptLimit >> 4 {
		t[i] = scriptSearch(rune(i << 4))
	}
	return t
}()

func scriptSearch(r rune) uint8 {
	return scriptBlocks[sort.Search(len(scriptBlocks), func(i int) bool { return scriptBlocks[i].first > r })-1].id
}
