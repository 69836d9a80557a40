package redact

import (
	"strings"
	"sync"

	"github.com/tamis-data/tamis/internal/scan"
)

// homes are the folders whose folders are named after people.
var homes = [...]string{"/home/", "/Users/", `\Users\`, `\\Users\\`, `\Documents and Settings\`}

var userBytes = scan.Bytes("0-9A-Za-z._-")

// path looks for the name of a user in a path that holds a folder of homes at a place.
func (p *piiScan) path(i int) int {
	for _, home := range homes {
		if !strings.HasPrefix(p.s[i:], home) {
			continue
		}
		from := i + len(home)
		end := userBytes.End(p.s, from)
		for end > from && p.s[end-1] == '.' {
			end--
		}
		if end-from > 1 && end-from <= 64 && p.rooted(i) && p.folder(home, i, end) && !nobodysName(p.s[from:end]) {
			return p.add(from, end, piiUser)
		}
		return end
	}
	return i + 1
}

// rooted says whether the path begins here, or behind a drive: in a URL /home/ is a page.
func (p *piiScan) rooted(i int) bool {
	b := at(p.s, i-1)
	return i == 0 || b >= 0x80 && !letterBefore(p.s, i) || strings.IndexByte(" \t\n\"'`=:([{<>,;|!@", b) >= 0 || strings.HasSuffix(p.s[:i], "file://") || strings.HasSuffix(p.s[:i], "/mnt/c") || strings.HasSuffix(p.s[:i], "/export") || strings.HasSuffix(p.s[:i], "/var") || strings.HasSuffix(p.s[:i], "/System/Volumes/Data")
}

// folder says whether what follows leaves the name a folder. /home/news may be a page, so it must
// hold something or be what is assigned.
func (p *piiScan) folder(home string, i, end int) bool {
	next := at(p.s, end)
	if home != "/home/" {
		return next == '/' || next == '\\' || !wordBytes[next]
	}
	return next == '/' && at(p.s, end+1) != ' ' || next == ':' || at(p.s, i-1) == '=' && end < len(p.s)
}

// nobodies are names of folders that are no person's.
var nobodies = sync.OnceValue(func() *scan.Words {
	return scan.NewWords(strings.Fields(`user users username myusername userid myself dir abcd login user_name your_username yourusername your_name yourname your-name name me you myuser someuser some-user
public shared default guest root admin administrator runner runneradmin vagrant ubuntu ec2-user centos debian fedora pi vsts circleci travis jenkins gitlab-runner
docker node app git www www-data nobody test tester example foo bar baz xxx builder build ci coder vscode codespace gitpod runneruser containeruser containeradministrator
appveyor buildkite dev developer linuxbrew nixbld all home page index about news en de fr es login src lib bin local opt data web site www.`))
})

func nobodysName(name string) bool {
	_, ok := nobodies().Is(name)
	return ok
}
