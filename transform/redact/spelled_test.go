package redact

import (
	"strings"
	"testing"
)

func TestSpelledAndGlued(t *testing.T) {
	exact(t, PII, `
write to ⟦adaATexampleDOTorg⟧ please
⟦ada.keeperATexampleDOTcoDOTuk⟧
the FORMATTED DOTS stay, as does myDOTorg and fooBARbazDOTorg
⟦ada 'at' example 'dot' org⟧
⟦ada "at" example.org⟧, or
⟦ada “at” example “dot” org⟧
he said "at" last and 'at' once more
⟦fennel%needle@example.org⟧ and ⟦o'hara@example.org⟧
https://example.org/?q=mail%20⟦ada@example.org⟧
⟦bounce+ada=example.com@example.org⟧
mail=⟦ada@example.org⟧ user|⟦ada@example.org⟧|x
⟦ada#keeper@example.org⟧ or ⟦at&t.office@example.org⟧
call ⟦two oh two, five five five, zero one four two⟧ now
Call ⟦five-five-five, oh one four two⟧ tonight
my number is ⟦double eight three nine one seven four two⟧.
Telefon: ⟦null drei null zwei drei eins zwei fünf⟧
llame al ⟦nueve uno dos siete cuatro cinco seis nueve ocho⟧
one two three four five six seven eight nine
count with me: one two three one two three one two three four five
five seven, two nine and the two of them
my telephone ⟦two zero two five five five zero one four two⟧.
call ⟦double five two oh triple nine eight one⟧
https://⟦ada.keeper⟧@build.example.org/x.git
ssh://⟦ada⟧@buildbox/x and ssh://git@example.org/x
ftp://anonymous@example.org/ and https://example.org/@ada
The box is 2001:db8:: and its site ⟦2001:db8:84a:b7::⟧/64, std::abcd:: and f00::ba2::
the provider's 2001:db8::/32 and the customer's ⟦2001:db8:12::⟧/48
`)
}

// A digit on each line is a list and no telephone number; on one line it is one.
func TestSpelledOnLines(t *testing.T) {
	m, row := masked(t, PII, ""), "one seven nine two eight six four three five"
	if found := m.find(nil, "answers: "+row+"."); len(found) != 1 {
		t.Errorf("on one line: %v", found)
	}
	if found := m.find(nil, "answers: "+strings.ReplaceAll(row, " ", "\n")+"."); len(found) != 0 {
		t.Errorf("on many lines: %v", found)
	}
}

func TestHooksAndArguments(t *testing.T) {
	exact(t, Secrets, `
post to ⟦https://hooks.slack.com/services/803368301490029422/DzQucj7CFNzUPryMttCAC9n5iWuFElne1P5NyLLGXEIajrMz12dOCQJejxesnSrV0590⟧.
⟦https://discord.com/api/webhooks/TL4F2YYN0/B24MDRHEY0D/trwsgfBxUEz3KyQnn0RFJmt5⟧
⟦https://n8n.example.org/webhook/5f0c2a9e-7b41-4d6e-9a53-c1e8f2b7d604⟧
⟦https://chat.example.org/hooks/q7ztr2mvx9lsb4nkc8wdyh3pfj⟧ is Mattermost's
⟦https://hook.example.com/q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e⟧
⟦https://logic.example.net/api/webhook?code=q7ZtR2mVx9LsB4nKc8WdYh3PfJ6aTg1e0uXo⟧
https://docs.example.org/en/webhooks/about-webhooks-version-2022-11-28
https://example.org/settings/hooks/12345678901234567890
https://example.org/webhooks/your-token-goes-here-1234
https://example.org/hooks/useEffect2WithCleanupFunctions
machine example.org login ada password ⟦acQcZ$O6AG!⟧
machine example.org login ada password ⟦aZZyUBVTwzIuUiJH⟧ # old
a machine with a login page needs a password reset
Authorization: Basic ⟦YmFycmVsOkwxVlVUcDVLNEVPTmZC⟧
Basic training for the Authorization: Basic scheme
sshpass -p ⟦oKkgc$NO8n!⟧ ssh host
mysql -u inlet -p'⟦JdVdhwHGuxjMwQIQ⟧' marble
mysql -u root -p shop
`)
}
