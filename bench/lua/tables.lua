-- Tables, metamethods of access, upvalues and globals, concatenation, length.
local function fails(what, f, ...)
    local ok, message = pcall(f, ...)
    assert(not ok and message:find(what, 1, true), message)
end

local t = {10, 20, 30, name = "n", [7.0] = 7, [false] = 0}
assert(t[1] == 10 and t[3] == 30 and t[4] == nil and t.name == "n" and t[7] == 7 and t[false] == 0 and #t == 3 and t["name"] == "n")
local k, n = 2, 300
t[k] = 21 t[n] = "far" t.other = k t[1] = nil t[1] = 11 t["x" .. k] = "x"
assert(t[2] == 21 and t[300] == "far" and t.other == 2 and t[1] == 11 and t.x2 == "x" and t[2.0] == 21)
fails("index is nil", function() t[nil] = 1 end)
fails("index is NaN", function() t[0 / 0] = 1 end)
fails("attempt to index a nil value (field 'no')", function() return t.no.x end)
fails("attempt to index a nil value (local 'z')", function() local z z[1] = 2 end)
fails("attempt to index a number value", function() local z = 5 return z.x end)
local big = {}
for i = 1, 120 do big[i] = i * i end
assert(#big == 120 and big[120] == 14400 and select("#", table.unpack(big)) == 120)
local list = {table.unpack(big, 1, 60)}
assert(#list == 60 and list[60] == 3600)
list = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55}
assert(#list == 55 and list[51] == 51)

-- Access through metatables: functions and tables, in a row.
local log = {}
local base = setmetatable({inherited = 1}, {__index = function(_, key) return "no " .. tostring(key) end})
local child = setmetatable({own = 2}, {__index = base, __newindex = function(self, key, value) log[#log + 1] = key rawset(self, key, value) end})
assert(child.own == 2 and child.inherited == 1 and child.missing == "no missing" and child[1] == "no 1" and child[true] == "no true")
child.fresh = 3 child.own = 4 child[5] = 6
assert(table.concat(log, " ") == "fresh 5" and child.fresh == 3 and child.own == 4 and child[5] == 6)
local target = {}
local proxy = setmetatable({}, {__newindex = target, __index = target})
proxy.a = 1 proxy[1] = "one" proxy[k] = "two"
assert(rawget(proxy, "a") == nil and target.a == 1 and proxy.a == 1 and target[1] == "one" and target[2] == "two" and proxy[k] == "two")
fails("'__index' chain too long; possible loop", function() local l = {} setmetatable(l, {__index = l}) return l.x end)
fails("'__newindex' chain too long; possible loop", function() local l = {} setmetatable(l, {__newindex = l}) l.x = 1 end)
assert(("abc"):upper() == "ABC" and ("x").rep == string.rep and ("x").none == nil)

-- Operators through metatables.
local trace
local meta = {}
for _, name in ipairs({"add", "sub", "mul", "div", "idiv", "mod", "pow", "band", "bor", "bxor", "shl", "shr", "concat"}) do
    meta["__" .. name] = function(p, q) trace = name .. (type(p) == "table" and "<" or ">") return name end
end
meta.__unm = function() return "unm" end
meta.__bnot = function() return "bnot" end
meta.__len = function() return 42 end
local o = setmetatable({}, meta)
local function seen(result, name) assert(result == name:sub(1, -2) and trace == name, trace) end
seen(o + 1, "add<") seen(1 + o, "add>") seen(o - 1, "sub<") seen(o * 2, "mul<") seen(2 * o, "mul>") seen(o / 2, "div<") seen(2 // o, "idiv>")
seen(o % 2, "mod<") seen(o ^ 2, "pow<") seen(o & 1, "band<") seen(1 & o, "band>") seen(o | 1, "bor<") seen(o ~ 1, "bxor<") seen(o << 1, "shl<")
seen(1 << o, "shl>") seen(o >> 1, "shr<") seen(o .. "x", "concat<") seen("x" .. o, "concat>") seen(o + o, "add<") seen(k - o, "sub>") seen(1.5 + o, "add>")
assert(-o == "unm" and ~o == "bnot" and #o == 42 and #"four" == 4 and #"" == 0)
fails("attempt to get length of a number value", function() return #k end)

-- Concatenation, short and long, numbers inside.
local s = "a" .. 1 .. "b" .. 2.5 .. "c"
assert(s == "a1b2.5c" and "" .. "x" == "x" and "x" .. "" == "x" and 1 .. 2 == "12")
local long = ""
for i = 1, 60 do long = long .. i .. "," end
assert(#long == 171 and long:sub(-6) == "59,60,")
fails("attempt to concatenate a nil value", function() return "a" .. nil end)
fails("attempt to concatenate a table value", function() return {} .. "x" end)

-- Globals and upvalues.
global = 5
global = global + 1
assert(_G.global == 6 and _ENV.global == 6)
local up = {value = 1}
local function change() up.value = up.value + 1 up = {value = up.value * 10} end
change()
assert(up.value == 20)
do local _ENV = {assert = assert} x = 3 assert(x == 3) end
assert(x == nil)
collectgarbage()
collectgarbage("generational")
local weak = setmetatable({}, {__mode = "k"})
weak[{}] = 1
for i = 1, 200 do local garbage = {i, tostring(i)} end
collectgarbage()
assert(next(weak) == nil and t[2] == 21)
