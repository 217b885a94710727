-- find, match, gmatch, gsub and their patterns.
local function fails(what, f, ...)
    local ok, message = pcall(f, ...)
    assert(not ok and tostring(message):find(what, 1, true), message)
end
local all = table.pack
local function same(list, ...) assert(list.n == select("#", ...)) for i = 1, list.n do assert(list[i] == select(i, ...), i) end end

same(all(("hello world"):find("o w")), 5, 7)
same(all(("hello"):find("l")), 3, 3)
same(all(("hello"):find("l", 4)), 4, 4)
same(all(("hello"):find("l", -1)), nil)
same(all(("hello"):find("")), 1, 0)
same(all(("hello"):find("", 6)), 6, 5)
assert(("hello"):find("", 7) == nil and ("a.b"):find(".", 1, true) == 2 and ("a+b"):find("+", 1, true) == 2 and ("aaab"):find("ab", 1, true) == 3)
assert(("x"):find("xx", 1, true) == nil and (""):find("") == 1 and (""):find("x") == nil and ("a\0b"):find("\0") == 2 and ("aXaXb"):find("Xb") == 4)
same(all(("key = value"):find("(%w+) = (%w+)")), 1, 11, "key", "value")
same(all(("  x"):find("()x()")), 3, 3, 3, 4)

assert(("hello"):match("l+") == "ll" and ("hello"):match("l*") == "" and ("hello"):match("^h") == "h" and ("hello"):match("^e") == nil)
assert(("hello"):match("o$") == "o" and ("hello"):match("l$") == nil and ("a$b"):match("a$b") == "a$b" and ("^x"):match("%^x") == "^x")
assert(("aaa"):match("a-") == "" and ("aaab"):match("a-b") == "aaab" and ("ab"):match("ax?b") == "ab" and ("axb"):match("ax?b") == "axb")
assert(("aab"):match("a?ab") == "aab" and ("2024-05"):match("^(%d+)-(%d+)$") == "2024" and ("foo.bar"):match("%.(.*)$") == "bar")
assert(("abc"):match("[a-b]+") == "ab" and ("abc"):match("[^a-b]+") == "c" and ("a-c"):match("[a%-]+") == "a-" and ("]x"):match("[]]") == "]" and ("x]"):match("[^]]") == "x")
assert(("a-"):match("[a-]+") == "a-" and ("ab1_"):match("[%w_]+") == "ab1_" and ("ab1_"):match("[%a]+") == "ab" and ("x^"):match("[x^]+") == "x^")
assert(("hello"):match("h(.)l") == "e" and ("hello"):match("(h)(e)(l)") == "h" and ("hello"):match(".-(l)", 4) == "l" and ("abcd"):match("b", -3) == "b")
assert(("f(a(b)c)d"):match("%b()") == "(a(b)c)" and ("(x"):match("%b()") == nil and ("THE (quick) fox"):find("%((%a+)%)") == 5)
assert(("THE (quick) fox"):match("%f[%a]%a+", 5) == "quick" and ("xyx"):match("%f[y]y") == "y" and ("abab"):match("(ab)%1") == "ab" and ("aba"):match("(a)b%1") == "a" and ("abb"):match("(a)b%1") == nil)
for class, yes in pairs({a = "b", c = "\1", d = "5", g = "!", l = "c", p = ",", s = "\t", u = "C", w = "9", x = "f"}) do
    assert(yes:match("%" .. class) == yes and yes:match("%" .. class:upper()) == nil, class)
end
assert(("g"):match("%x") == nil and ("-"):match("%w") == nil and (" "):match("%g") == nil and ("é"):match("%a") == nil)

local words = {}
for w in ("one two  three"):gmatch("%a+") do words[#words + 1] = w end
assert(table.concat(words, "|") == "one|two|three")
local pairs_of = {}
for key, value in ("a=1, b=2"):gmatch("(%w+)=(%w+)") do pairs_of[#pairs_of + 1] = key .. value end
assert(table.concat(pairs_of, "|") == "a1|b2")
local places = {}
for p in ("abc"):gmatch("()") do places[#places + 1] = p end
assert(table.concat(places, "|") == "1|2|3|4")
words = {}
for w in ("a bb a"):gmatch("%a+", 3) do words[#words + 1] = w end
assert(table.concat(words, "|") == "bb|a")

same(all(("hello"):gsub("l", "L")), "heLLo", 2)
same(all(("hello"):gsub("l", "L", 1)), "heLlo", 1)
same(all(("hello"):gsub("l", "L", 0)), "hello", 0)
same(all(("hello"):gsub("", "-")), "-h-e-l-l-o-", 6)
same(all(("hello world"):gsub("%w+", "<%0>")), "<hello> <world>", 2)
same(all(("hello world"):gsub("(%w+) (%w+)", "%2 %1")), "world hello", 1)
same(all(("abc"):gsub("%w", "%%")), "%%%", 3)
same(all(("abc"):gsub("%w", "%1%1")), "aabbcc", 3)
same(all(("$name is $age"):gsub("%$(%w+)", {name = "Bo", age = 7})), "Bo is 7", 2)
same(all(("abc"):gsub("%w", function(c) return c == "b" and "B" or nil end)), "aBc", 3)
same(all(("abc"):gsub("%w", function() return false end)), "abc", 3)
same(all(("aaa"):gsub("^a", "b")), "baa", 1)
same(all((" x "):gsub("^%s*(.-)%s*$", "%1")), "x", 1)
same(all(("abc"):gsub("b*", "-")), "-a-c-", 3)
assert(("x"):rep(1000):gsub("x", "yz"):len() == 2000 and (("a"):rep(300) .. "b"):match("^a*b$"))

fails("malformed pattern (ends with '%')", string.find, "a", "%")
fails("malformed pattern (missing ']')", string.find, "a", "[a")
fails("malformed pattern (missing ']')", string.find, "a", "[%")
fails("unfinished capture", string.find, "a", "(a")
fails("invalid pattern capture", string.find, "a", "%a)")
fails("missing arguments to '%b'", string.find, "a", "%b")
fails("missing '[' after '%f' in pattern", string.find, "a", "%fa")
fails("invalid capture index %2", string.find, "a", "(a)%2")
fails("invalid capture index %2", string.gsub, "a", "a", "%2")
fails("invalid use of '%' in replacement string", string.gsub, "a", "a", "%a")
fails("invalid replacement value (a table)", string.gsub, "a", "a", function() return {} end)
fails("string/function/table expected", string.gsub, "a", "a", true)
fails("pattern too complex", string.match, ("a"):rep(300), ("a?"):rep(300))
fails("too many captures", string.find, "a", ("()"):rep(40))
