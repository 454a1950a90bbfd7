# Completion of `git-rel` for fish; git-rel-conf.fish brings it to `git rel`.
# It knows no verb and no option: it asks the program, which answers from its
# tables.  The other programs of the suite use the same functions.

# Take the options out of -h, which has lines "    -x, --name[=<arg>]  text",
# with the text perhaps on the next one: --name, arg and text, TAB between.
function __fish_git_rel_options
    awk '/^    (-., )?--/ {
		sub(/^    (-., )?/, "")
		text = ""
		if (match($0, /  +/)) {
			text = substr($0, RSTART + RLENGTH)
			$0 = substr($0, 1, RSTART - 1)
		} else
			getline text
		name = $0
		sub(/[ =[].*/, "", name)
		sub(/^[^ =[]*[ =[(<]*/, "")
		sub(/[])>]+$/, "")
		sub(/^ +/, "", text)
		print name "\t" $0 "\t" text
	}'
end

# Through git, with its own options (-C) where there were any.
function __fish_git_rel_run -a program
    command git $__fish_git_rel_global (string replace git- '' $program) \
        $argv[2..] 2>/dev/null
end

# The values of an option, by the name that help gives its argument: else the program
# lists them, where it can.
function __fish_git_rel_value -a arg program verb option
    switch "$arg"
        case '*|*'
            string split '|' -- $arg
        case when
            printf '%s\n' always never auto
        case remote
            command git $__fish_git_rel_global remote 2>/dev/null
        case branch commit base
            __fish_git_rel_refs
        case file path
            __fish_complete_path (commandline -ct |
                string replace -r '^--[^=]*=' '')
        case '*'
            test -n "$verb"
            and __fish_git_rel_run $program $verb --list-args $option=
    end
end

function __fish_git_rel_refs
    echo HEAD
    command git $__fish_git_rel_global for-each-ref \
        --format='%(refname:short)' refs/heads refs/remotes refs/tags \
        2>/dev/null
end

# Everything that may stand at the cursor.
function __fish_git_rel_complete -a program
    set -l cur (commandline -ct)
    set -l words (commandline -opc)
    set -l cmds (__fish_git_rel_run $program --list-cmds)
    set -l verb
    set -l count 0
    set -l dashes
    set -l before
    for word in $words[2..]
        set -q verb[1]
        and set -a before $word
        if test "$word" = --
            set dashes y
        else if not string match -q -- '-*' $word
            if set -q verb[1]
                set count (math $count + 1)
            else if string match -q -- $word\t'*' $cmds
                set verb $word
            end
        end
    end

    set -l help (__fish_git_rel_run $program $verb -h)
    set -l list (printf '%s\n' $help | __fish_git_rel_options |
        string replace -r -- '^--remote\t[^\t]*' --remote\tremote)
    set -l long (string split -n ' ' -- \
        (__fish_git_rel_run $program $verb --git-completion-helper))
    if not set -q dashes[1]; and contains -- "$words[-1]=" $long
        set -l option (string match -- $words[-1]\t'*' $list)
        set -l parts (string split \t -- $option)
        __fish_git_rel_value "$parts[2]" $program "$verb" $words[-1]
    else if not set -q dashes[1]; and string match -q -- '--*=*' $cur
        set -l name (string split -m 1 = -- $cur)[1]
        set -l option (string match -- $name\t'*' $list)
        set -l parts (string split \t -- $option)
        set -q option[1]
        and string replace -r '^' -- $name= \
            (__fish_git_rel_value "$parts[2]" $program "$verb" $name)
    else if not set -q dashes[1]; and string match -q -- '-*' $cur
        for word in $long
            # what follows is only worth showing once it was begun
            if test "$word" = --
                string match -q -- '--no-*' $cur
                and continue
                break
            end
            set -l name (string replace -- = '' $word)
            set -l option (string match -- $name\t'*' $list)
            set -l text (string split \t -- $option)[3]
            printf '%s\t%s\n' $word "$text"
        end
    else if not set -q verb[1]
        printf '%s\n' $cmds
    else
        set -l args (__fish_git_rel_run $program $verb --list-args $before)
        if not set -q args[1]
            and test $count -gt 0
            and string match -rq '<(base|commit)>' \
                -- $help[1..(contains -i -- '' $help; or echo 1)]
            __fish_git_rel_refs
        else if set -q args[1]
            printf '%s\n' $args
        end
    end
end

complete -c git-rel -f -a '(__fish_git_rel_complete git-rel)'
