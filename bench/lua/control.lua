-- Loops, jumps, calls, varargs, closures, coroutines, to-be-closed variables.
local function fails(what, f, ...)
    local ok, message = pcall(f, ...)
    assert(not ok and message:find(what, 1, true), message)
end

local function sum(first, last, step)
    local total, rounds = 0, 0
    for k = first, last, step do total, rounds = total + k, rounds + 1 end
    return total, rounds
end
local function is(t, r, total, rounds) assert(t == total and r == rounds, t .. " " .. r) end
local function check(total, rounds, ...) local t, r = sum(...); is(t, r, total, rounds) end
check(55, 10, 1, 10, 1) check(0, 0, 1, 0, 1) check(25, 5, 1, 10, 2) check(55, 10, 10, 1, -1) check(0, 0, 0, 1, -1)
check(30, 5, 10, 1, -2) check(5.0, 4, 0.5, 2, 0.5) check(5.0, 4, 2, 0.5, -0.5) check(6, 3, 1, 3.9, 1) check(9, 2, 5, 3.1, -1)
check(3, 1, 3, 3, 1) check(1, 1, 1, 1, -1) check(0, 0, 1, -math.huge, 1) check(0, 0, 1, math.huge, -1)
check(math.maxinteger, 1, math.maxinteger, math.huge, 1) check(math.mininteger, 1, math.mininteger, -math.huge, -1)
check(-3, 2, math.maxinteger - 1, math.maxinteger, 1)
local t = 0
for k = math.maxinteger - 3, math.maxinteger, 2 do t = t + 1 end
assert(t == 2)
fails("'for' step is zero", sum, 1, 2, 0)
fails("bad 'for' initial value (number expected, got string)", sum, "a", 2, 1)
fails("bad 'for' limit (number expected, got table)", sum, 1, {}, 1)
fails("bad 'for' step (number expected, got string)", sum, 1, 2, "x")
fails("'for' step is zero", sum, 1.0, 2, 0.0)

local n = 0
while true do n = n + 1 if n == 3 then goto on end if n > 5 then break end ::on:: end
assert(n == 6)
repeat local done = n >= 9 n = n + 1 until done
assert(n == 10)

-- Calls.
local function count(...) return select("#", ...) end
local function pass(...) return ... end
local function swap(p, q) return q, p end
assert(count() == 0 and count(nil, nil) == 2 and count(pass(1, 2, 3), 4) == 2 and count(4, pass(1, 2, 3)) == 4 and (pass(1, 2)) == 1)
assert(select(2, swap(1, 2)) == 1 and select(-1, 1, 2, 3) == 3)
local function varargs(first, ...) local p, q = ... return first, p, q, count(...), {...} end
local r = {varargs(1, 2)}
assert(r[1] == 1 and r[2] == 2 and r[3] == nil and r[4] == 1 and #r[5] == 1)
r = {varargs()}
assert(r[1] == nil and r[4] == 0)
local function loop(k, total) if k == 0 then return total end return loop(k - 1, total + k) end
assert(loop(2000, 0) == 2001000)
local function deep(k) if k == 0 then return 0 end return 1 + deep(k - 1) end
assert(deep(150) == 150)
fails("stack overflow", function() local function f() return 1 + f() end return f() end)
fails("attempt to call a nil value (global 'nothing')", function() nothing() end)
local callable = setmetatable({}, {__call = function(self, p, q) return self, p, q end})
local s, p, q = callable(1, 2)
assert(s == callable and p == 1 and q == 2)
local object = {v = 4}
function object:get(more) return self.v + (more or 0) end
assert(object:get() == 4 and object:get(3) == 7)

-- Closures share what they close over, each round of a loop has its own.
local function counter() local c = 0 return function() c = c + 1 return c end, function() return c end end
local up, now = counter()
up() up()
assert(now() == 2)
local made = {}
for k = 1, 3 do made[k] = function() k = k + 10 return k end end
assert(made[1]() == 11 and made[2]() == 12 and made[1]() == 21)

-- Generic for.
local keys = {}
for k, v in pairs({10, 20, x = 30}) do keys[#keys + 1] = tostring(k) .. "=" .. v end
table.sort(keys)
assert(table.concat(keys, " ") == "1=10 2=20 x=30")
local reached = 0
for k, v in ipairs({1, 2, nil, 4}) do reached = k end
assert(reached == 2)
local closed = {}
do
    local function closing(name) return setmetatable({}, {__close = function(_, e) closed[#closed + 1] = name .. tostring(e) end}) end
    do local c1 <close> = closing("a") local c2 <close> = closing("b") local none <close> = nil end
    for k in function(_, c) c = (c or 0) + 1 if c < 4 then return c end end, nil, nil, closing("for") do if k == 2 then break end end
    pcall(function() local c <close> = closing("c") error("E", 0) end)
    local function returns() local c <close> = closing("d") return 1, 2 end
    assert(count(returns()) == 2)
end
assert(table.concat(closed, " ") == "bnil anil fornil cE dnil")
fails("variable 'c' got a non-closable value", function() local c <close> = 4 end)
local const <const> = 12
assert(const + 1 == 13)

-- Coroutines.
local co = coroutine.wrap(function(...) local got = coroutine.yield(...) for k = 1, 3 do got = coroutine.yield(got + k) end return "end" end)
assert(co(7) == 7 and co(10) == 11 and co(20) == 22 and co(1) == 4 and co() == "end")
local through = coroutine.wrap(function() local v = setmetatable({}, {__add = function(_, k) return coroutine.yield(k) end, __lt = function() return coroutine.yield("lt") end,
    __index = function(_, k) return coroutine.yield(k) end, __concat = function() return coroutine.yield("..") end, __eq = function() return coroutine.yield("eq") end})
    local sum = v + 5
    local less = v < v
    local field = v.name
    local text = v .. "x"
    local same = v == setmetatable({}, getmetatable(v))
    return sum, less, field, text, same end)
assert(through() == 5 and through("s") == "lt" and through(false) == "name" and through("f") == ".." and through("t") == "eq")
local r1, r2, r3, r4, r5 = through(1)
assert(r1 == "s" and r2 == false and r3 == "f" and r4 == "t" and r5 == true)
