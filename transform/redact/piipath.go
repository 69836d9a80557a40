package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/scan"
)

// homes are the names of folders whose folders are named after people.
var homes = wordSet("home home1 home2 home3 homes home$ homes$ users users$ benutzer utilisateurs usuarios usuários gebruikers użytkownicy mail crontabs profiles profiles$")

// mounts are what may stand before such a folder: other paths are those of pages.
var mounts = [...]string{"", "/export", "/usr", "/var", "/mnt", "/net", "/nfs", "/data", "/srv", "/scratch", "/var/spool", "/var/spool/cron", "/System/Volumes/Data", "/private", "/host", "/storage", "/share", "/shared", "/cluster", "/opt", "/afs", "/lustre", "/work"}

// path looks for the name of a user in a path whose separator stands at a place.
func (p *piiScan) path(i int) int {
	if p.s[i] == '~' {
		return p.tilde(i)
	}
	from, wide := i+1, strings.HasPrefix(p.s[i:], `\\`)
	if wide {
		from++
	}
	end := from
	for end < len(p.s) && end-from < len("Documents and Settings") && (wordBytes[p.s[end]] || p.s[end] == '$' || p.s[end] >= utf8.RuneSelf) {
		end++
	}
	if strings.HasPrefix(p.s[from:], "Documents and Settings") {
		end = from + len("Documents and Settings")
	} else if !is(homes, p.s[from:end]) {
		return i + 1
	}
	name := end + 1
	if at(p.s, end) != '/' && at(p.s, end) != '\\' {
		return i + 1
	}
	if strings.HasPrefix(p.s[end:], `\\`) {
		name++
	}
	to := p.userEnd(name, p.s[end])
	if to-name > 1 && p.rooted(i, p.s[from:end]) && p.folder(p.s[from:end], name, to) && !nobodysName(p.s[name:to]) {
		return p.add(name, to, piiUser)
	}
	return max(i+1, to)
}

// maxUser is the length of the longest name of a user.
const maxUser = 64

// userEnd returns where the name of a user ends that starts at a place. Windows allows spaces within.
func (p *piiScan) userEnd(from int, sep byte) int {
	to, word := from, 0
	for to < len(p.s) && to-from < maxUser {
		r, n := utf8.DecodeRuneInString(p.s[to:])
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '_' || r == '-' || r == '.':
		case r == ' ' && sep == '\\' && word < 2 && letterAt(p.s, to+1):
			stop := strings.IndexAny(p.s[to+1:min(len(p.s), to+32)], "\\\n,;:\"'<>|")
			if stop < 0 || p.s[to+1+stop] != '\\' || strings.Count(p.s[to+1:to+1+stop], " ") > 1 {
				return p.undotted(from, to)
			}
			word++
		default:
			return p.undotted(from, to)
		}
		to += n
	}
	return p.undotted(from, to)
}

// undotted leaves out the full stop of a sentence.
func (p *piiScan) undotted(from, to int) int {
	for to > from && p.s[to-1] == '.' {
		to--
	}
	return to
}

// rooted says whether the path begins here, or behind a drive or a mount: in a URL /home/ is a page.
func (p *piiScan) rooted(i int, home string) bool {
	start := i
	for start > 0 && i-start < maxUser && (wordBytes[p.s[start-1]] || strings.IndexByte(`/\.-$:`, p.s[start-1]) >= 0) {
		start--
	}
	head := strings.ReplaceAll(p.s[start:i], `\`, "/")
	if cut := strings.LastIndex(head, "file://"); cut >= 0 {
		head = head[cut+len("file://"):]
	} else if strings.Contains(head, "://") {
		return false
	}
	if cut := strings.LastIndexByte(head, ':'); cut >= 0 {
		head = head[cut+1:]
	}
	if strings.EqualFold(home, "mail") || strings.EqualFold(home, "crontabs") {
		return head == "/var" || head == "/var/spool" || head == "/var/spool/cron"
	}
	for _, m := range mounts {
		if head == m {
			return true
		}
	}
	if drive := strings.TrimPrefix(strings.TrimPrefix(head, "/cygdrive"), "/mnt"); len(drive) == 2 && drive[0] == '/' && alphaAt(drive, 1) {
		return true
	}
	return strings.HasPrefix(head, "//") && strings.Count(head, "/") == 2 || strings.HasPrefix(head, "/Volumes/") && strings.Count(head, "/") == 2
}

// folder says whether what follows leaves the name a folder. /home/news may be a page, so it must
// hold something, be what is assigned, or stand behind a word for folders.
func (p *piiScan) folder(home string, name, to int) bool {
	next := at(p.s, to)
	if !strings.EqualFold(home[:4], "home") {
		return next == '/' || next == '\\' || !wordBytes[next]
	}
	if next == '/' || next == '\\' || next == ':' {
		return true
	}
	start := name - len("/") - len(home) - len("/")
	if b := at(p.s, start-1); b == next && b != 0 && strings.IndexByte("\"'`", b) >= 0 {
		return true
	}
	return at(p.s, start-1) == '=' && to < len(p.s) || !wordBytes[next] && is(folderWords, p.s[wordBefore(p.s, max(0, start-1)):max(0, start-1)])
}

// folderWords stand before paths of folders.
var folderWords = wordSet("cd ls in under directory folder dir home path from at chown rm mkdir cp mv into inside over ordner verzeichnis dossier répertoire carpeta directorio pushd du find")

// tilde looks for the name of a user behind a tilde: ~ada/notes. In a URL it names a page.
func (p *piiScan) tilde(i int) int {
	end := scanUser.End(p.s[:min(len(p.s), i+maxUser)], i+1)
	if end-i < 4 || at(p.s, end) != '/' || !alphaAt(p.s, i+1) || at(p.s, i-1) == '.' || at(p.s, i-1) == '/' || letterBefore(p.s, i) || digitBytes[at(p.s, i-1)] || nobodysName(p.s[i+1:end]) {
		return i + 1
	}
	return p.add(i+1, end, piiUser)
}

var scanUser = scan.Bytes("0-9a-z._-")

// nobodies are names of folders that are no person's.
var nobodies = wordSet(`user users username myusername userid myself dir abcd login user_name your_username yourusername your_name yourname your-name name me you myuser someuser some-user
public shared default guest root admin administrator runner runneradmin vagrant ubuntu ec2-user centos debian fedora pi vsts circleci travis jenkins gitlab-runner
docker node app git www www-data nobody anonymous oauth2 token hg svn cvs x-access-token x-token-auth test tester example foo bar baz xxx builder build ci coder vscode codespace gitpod runneruser containeruser containeradministrator
appveyor buildkite dev developer linuxbrew nixbld all home page index about news en de fr es login src lib bin local opt data web site www.
index.html index.js node_modules ftp support someone nodeuser index.php index.htm steam postgres mysql nginx oracle hadoop spark jovyan airflow deploy deployer ansible gopher go rust python conda profile profiles dashboard settings`)

func nobodysName(name string) bool { return is(nobodies, name) }
