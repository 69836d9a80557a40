package label

import (
	"strings"
	"sync"
)

// variants are short forms and spellings of first names, a name a line; the first one stands for all.
const variants = `alexander alex aleksandr aleksander oleksandr sasha alexandr
andrew andy andrey andrei andriy andré andre
anthony tony antony
benjamin ben
charles charlie chuck
christopher chris
christine chris christina
daniel dan danny
david dave
deborah debbie
dmitry dmitri dmitriy dmytro
donald don
edward ed eddie ted
elizabeth liz beth elisabeth
frederick fred
gerald gerry jerry
gregory greg
james jim jimmy
jeffrey jeff
john jack johnny
jonathan jon
joseph joe josef joey
katherine kate kathy katie catherine kathryn cathy
kenneth ken
lawrence larry
margaret maggie meg peggy
matthew matt
michael mike mick mikhail
mohammed muhammad mohamed mohammad mohamad
nicholas nick nicolas
nicolás nicolas
patrick pat
peter pete
philip phil phillip
rebecca becky
richard rick dick rich
robert bob rob bobby
ronald ron
samuel sam
sergey sergei serguei sergej serhiy
sophia sofia sophie
stephen steve steven
susan sue
theodore ted
thomas tom tommy
timothy tim
victor viktor
vladimir volodymyr vladymyr wladimir
walter walt
william bill will billy
yevgeny evgeny yevgeniy evgeni
yuri yury iuri
alexei alexey aleksei oleksiy
josé jose
jesús jesus
françois francois
emmanuel manny
abdul abdel
hasan hassan
hussein hussain
yusuf yousef youssef
catalina cathalina
georgi giorgi`

var variantOf = sync.OnceValue(func() map[string]string {
	of := map[string]string{}
	for line := range strings.Lines(variants) {
		names := strings.Fields(line)
		for _, n := range names {
			if of[n] == "" {
				of[n] = names[0]
			}
		}
	}
	return of
})

// canonicalFirst returns the form in which first names are compared.
func canonicalFirst(name string) string {
	low := strings.ToLower(name)
	if one := variantOf()[low]; one != "" {
		return one
	}
	return low
}
