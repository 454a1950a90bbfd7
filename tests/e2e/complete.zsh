# zsh -f complete.zsh <folder> <dump> <line>: print what zsh would offer at the end
# of the line, one candidate per line.  The folder holds the files to be tested;
# the dump is where compinit remembers what it found, for the next time.
#
# Completion needs the line editor and that a terminal: a zsh of our own runs on
# a pseudo-terminal, and its compadd writes down what would be listed.
zmodload zsh/zpty
out=$(mktemp)

# Read on, so that the other side is never stuck, until it has said so.
wait_for() {
	local tries=0 text
	while ! grep -q "^$1\$" $out; do
		(( ++tries < 3000 )) || { rm -f $out; exit 1 }
		zpty -r -t shell text || sleep 0.01
	done
}

zpty -b shell zsh -f -i
zpty -w shell "
	PS1= PROMPT_EOL_MARK=
	fpath=(${(q)1} \$fpath)
	autoload -U compinit && compinit -u -d ${(q)2}
	zstyle ':completion:*' verbose yes
	compadd() {
		local -a hits
		if [[ \${@[1,(i)(-|--)]} != *-(O|A|D)* ]]; then
			builtin compadd -A hits \"\$@\"
			(( ! \$#hits )) || print -rl -- \$hits >>${(q)out}
		fi
		builtin compadd \"\$@\"
	}
	offer() {
		_main_complete
		print DONE >>${(q)out}
		compstate[insert]= compstate[list]=
	}
	zle -C offer complete-word offer
	bindkey '^T' offer
	print READY >>${(q)out}
"
wait_for READY
zpty -w -n shell "$3"$'\C-t'
wait_for DONE
zpty -d shell
grep -vx 'READY\|DONE' $out
rm -f $out
