#!/usr/bin/env bash
# A source that is reached through a symbolic link is the same source, whichever of its names the compiler was given.
. "$(dirname "$0")/promise.sh"
cd "$work" || exit 2

mkdir real suite
printf 'int one(int a)\n{\n    return a ? 1 : 2;\n}\n' >real/one.c
printf 'int one(int a);\nint main(void)\n{\n    return one(1) - 1;\n}\n' >real/main.c
ln -s real linked
ln -s real/one.c link.c

# build NAME: with one.c under that name.
build() {
    rm -f ./*.gcda ./*.gcno
    gcc --coverage -o tool "$work/$1" real/main.c 2>"$work/err" && ./tool
}

for built in real/one.c linked/one.c link.c; do
    build $built
    for asked in real/one.c linked/one.c link.c; do
        run "$CET" coverage read --source $asked .
        promise "built as $built, asked for as $asked: it is found, under the name asked for" '[ $status = 0 ] && grep -q "^$asked .*lines 100.0 % (2/2)" "$work/out" && [ "$(wc -l <"$work/out")" = 1 ]'
        [ $failed = 0 ] || show
    done
    run "$CET" coverage run --source linked/one.c -- ./tool
    promise "built as $built: a command's run is told too"   '[ $status = 0 ] && grep -q "^linked/one.c" "$work/out"'
done
run "$CET" coverage read --source real/main.c .
promise "a source that is not linked is not mistaken for one" '[ $status = 0 ] && grep -q "^real/main.c" "$work/out" && ! grep -q one.c "$work/out"'

rm -f ./*.gcda ./*.gcno
sed 's/one/two/g' real/main.c >real/other.c
gcc --coverage -o tool real/one.c real/main.c && ./tool && gcc --coverage -Done=two -o other linked/one.c real/other.c && ./other
run "$CET" coverage read --source linked/one.c .
promise "data of both names are one file"                    '[ $status = 0 ] && [ "$(grep -c "one.c" "$work/out")" = 1 ] && grep -q "functions 2/2" "$work/out"'
[ $failed = 0 ] || show

printf 'check:\n\t$(CC) $(CFLAGS) -o tool $(SRC_DIR)/one.c main.c && ./tool\n' >suite/Makefile
cp real/main.c suite/main.c
for root in real linked; do
    for asked in real/one.c linked/one.c link.c; do
        run "$CET" coverage run --src-dir $root --source $asked suite
        promise "a suite of $root, asked for $asked"         '[ $status = 0 ] && grep -q "^$asked .*lines 100.0 % (2/2)" "$work/out"'
        [ $failed = 0 ] || show
    done
done

if command -v git >/dev/null; then
    ( cd real && git init -q . && git -c user.name=a -c user.email=a@b commit -q --allow-empty -m empty && git add one.c ) >"$work/err" 2>&1
    build linked/one.c
    ( cd linked && git diff --cached >"$work/one.diff" )
    cd real || exit 2
    run "$CET" coverage diff "$work/one.diff" "$work"
    promise "what a diff names is found by its real path"    '[ $status = 0 ] && grep -q "^one.c .*lines 100.0 % (2/2)" "$work/out"'
    [ $failed = 0 ] || show
fi
kept
