-- Equality and order of numbers, strings and what has metamethods; jumps on each of them.
local function fails(what, f, ...)
    local ok, message = pcall(f, ...)
    assert(not ok and message:find(what, 1, true), message)
end

local i, j, x, y = 3, 4, 3.5, 4.0
assert(i < j and i <= j and j > i and j >= i and not (j < i) and not (j <= i) and i <= i and i >= i and not (i < i))
assert(i < x and x < j and x <= y and y > x and j <= y and j >= y and not (j < y) and not (x > y))
assert(i < 4 and i > 2 and i <= 3 and i >= 3 and not (i < 3) and not (i > 3) and x < 4 and x > 3 and 2 < i and 4 > i and 3 <= i and 3 >= i)
assert(i == 3 and i ~= 4 and y == 4 and i == 3.0 and "a" == "a" and "3" ~= 3 and nil ~= false)

-- Integers that floats cannot hold.
local most, least, big = math.maxinteger, math.mininteger, 2.0 ^ 63
assert(most < big and most <= big and not (most > big) and not (most >= big) and most + 0.0 == big and most ~= big)
assert(least >= -big and least <= -big and not (least < -big) and least == -big and big > most and -big <= least)
assert(2 ^ 53 == (1 << 53) and (1 << 53) + 1 > 2 ^ 53 and not ((1 << 53) + 1 <= 2 ^ 53) and 2 ^ 53 < (1 << 53) + 1)
local nan = 0.0 / 0.0
assert(nan ~= nan and not (nan < i) and not (nan <= i) and not (i < nan) and not (i <= nan) and not (nan > most) and not (most >= nan))
assert(i < math.huge and i > -math.huge and not (i > math.huge) and math.huge >= most and -math.huge <= least)

-- Strings, with zeros in the middle.
assert("a" < "b" and "a" <= "a" and "" < "a" and "a\0b" < "a\0c" and "a\0" > "a" and not ("b" < "a") and "ab" > "a")
assert("a\0b" == "a\0b" and "a\0b" ~= "a\0c" and not ("a\0z" < "a\0b"))
local long = ("x"):rep(100)
assert(long == ("x"):rep(100) and long ~= ("x"):rep(99) .. "y" and long < long .. "x")

fails("attempt to compare two table values", function() return {} < {} end)
fails("attempt to compare number with nil", function() return 1 < nil end)
fails("attempt to compare nil with number", function() return 1 > nil end)
fails("attempt to compare string with number", function() return "1" <= 1 end)

local order = {__lt = function(p, q) return p.v < q.v end, __le = function(p, q) return p.v <= q.v end, __eq = function(p, q) return p.v == q.v end}
local function made(v) return setmetatable({v = v}, order) end
local one, two, other = made(1), made(2), made(1)
assert(one < two and one <= two and two > one and two >= one and not (two < one) and not (two <= one) and one == other and one ~= two)
assert(not rawequal(one, other) and rawequal(one, one))
local number = setmetatable({}, {__lt = function(p, q) return p == 5 or q == 7 end, __le = function(p) return p == 5 end})
assert(5 < number and number < 7 and not (number < 8) and 5 <= number and not (number <= 5) and not (6 < number))

local count = 0
for k = 1, 20 do
    if k < 5 then count = count + 1 elseif k == 7 or k > 18 then count = count + 100 elseif not (k ~= 9) then count = count + 1000 end
end
assert(count == 4 + 300 + 1000)
assert((nil or 5) == 5 and (false and 5) == false and (1 and 2) == 2 and (nil and 1) == nil and (false or nil) == nil)
