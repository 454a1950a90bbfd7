# fish complete.fish <folder> <line>: print what fish would offer at the end of
# the line, one candidate per line.  The folder holds the files to be tested.
set -p fish_complete_path $argv[1]
for file in $argv[1]/*-conf.fish
    source $file
end
complete -C $argv[2] | cut -f1
