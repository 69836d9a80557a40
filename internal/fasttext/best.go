package fasttext

// best keeps the k best labels in a heap whose first one is the worst. It moves them as the heap of the C++
// library does, so that labels of equal score come in the order of fastText.
type best struct {
	k    int
	heap []scored
}

type scored struct {
	score float32 // logarithm of a probability
	label int32
}

// full says whether a score below the one returned can't get in.
func (b *best) full() (worst float32, full bool) {
	if len(b.heap) < b.k {
		return 0, false
	}
	return b.heap[0].score, true
}

func (b *best) add(s scored) {
	b.heap = append(b.heap, s)
	b.up(len(b.heap)-1, s)
	if len(b.heap) > b.k {
		b.pop()
		b.heap = b.heap[:len(b.heap)-1]
	}
}

// up moves s from a free place towards the top, past what is better.
func (b *best) up(at int, s scored) {
	for at > 0 && b.heap[(at-1)/2].score > s.score {
		b.heap[at] = b.heap[(at-1)/2]
		at = (at - 1) / 2
	}
	b.heap[at] = s
}

// pop moves the worst to the end and leaves a heap before it.
func (b *best) pop() {
	n := len(b.heap) - 1
	s, worst := b.heap[n], b.heap[0]
	b.heap[n] = worst
	if n == 0 {
		return
	}
	at := 0
	for 2*at+2 < n {
		child := 2*at + 2
		if b.heap[child].score > b.heap[child-1].score {
			child--
		}
		b.heap[at] = b.heap[child]
		at = child
	}
	if child := 2*at + 1; child < n {
		b.heap[at] = b.heap[child]
		at = child
	}
	h := best{heap: b.heap[:n]}
	h.up(at, s)
}

// sorted orders the heap, best first.
func (b *best) sorted() []scored {
	whole := b.heap
	for n := len(whole); n > 1; n-- {
		b.heap = whole[:n]
		b.pop()
	}
	b.heap = whole
	return whole
}
