package label

import "testing"

// A line of what is left of tags is no heading; a comparison, an arrow, a path of a menu and whole tags may stand in one.
func TestBrokenMarkup(t *testing.T) {
	for said, want := range map[string]bool{
		">Climate Action Initiatives<< /td>>": true, "Result< th /> Long-Term Effects": true, "Diplomatic Initiative< td >": true, "The Harbour And Its Ships tr >": true,
		"/td>The Harbour": true, "The Harbour</td": true, ">The Harbour And Its Ships": true, "The Harbour And Its Ships<": true, "The Harbour<< And Its Ships": true,
		"Ships Longer Than > 20 Metres": false, "From North -> South": false, "The <em>Old</em> Harbour": false, "Home > News > Harbour": false, "When x < y": false, "Ships => Harbour": false, "The Harbour": false,
		"A >= B": false, "I <3 Ships": false,
	} {
		if got := brokenMarkup(said); got != want {
			t.Errorf("%q: %v", said, got)
		}
	}
	story := func(heading string) string {
		return "The ferry is back in the harbour, and the gulls knew it before anybody else did.\n\n" + heading +
			"\n\nThe harbour was built in three years by people who had never seen the sea before they came to it."
	}
	for heading, want := range map[string]blockKind{"The Harbour And Its Ships": headingBlock, ">The Harbour And Its Ships<< /td>>": paragraphBlock} {
		p := pages.Get().(*page)
		if got := p.read(story(heading))[1].kind; got != want {
			t.Errorf("%q is of kind %d, not %d", heading, got, want)
		}
		p.put()
	}
}
