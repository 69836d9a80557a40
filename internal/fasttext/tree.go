package fasttext

// tree is the Huffman tree over the labels of a hierarchical softmax: leaves first, then inner nodes, the
// root last. Row i of the output matrix belongs to inner node i.
type tree struct {
	leaves      int
	left, right []int32 // by inner node
}

// newTree joins the two rarest nodes until one is left. It stands on the order of fastText, which takes the
// labels from the last one on and an inner node where counts are equal.
func newTree(counts []int64) *tree {
	n := len(counts)
	t := &tree{leaves: n, left: make([]int32, n-1), right: make([]int32, n-1)}
	sums := make([]int64, n) // of inner nodes; one that is not built yet is rarer than none
	for i := range sums {
		sums[i] = maxCount
	}
	leaf, inner := n-1, 0
	rarest := func() (node int32, count int64) {
		if leaf >= 0 && counts[leaf] < sums[inner] {
			leaf--
			return int32(leaf + 1), counts[leaf+1]
		}
		inner++
		return int32(n + inner - 1), sums[inner-1]
	}
	for i := range n - 1 {
		a, na := rarest()
		b, nb := rarest()
		t.left[i], t.right[i] = a, b
		sums[i] = na + nb
	}
	return t
}
