#include "cet/core/memory.h"
#include "html.h"
#include "unit_test.h"

static void assert_escaped(const char *text, const char *expected)
{
    SCOPED(strbuf_release) struct strbuf out = {0};
    html_add(&out, text);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&out), expected);
}

TEST(markup_becomes_text)
{
    assert_escaped("<script>\"a\" & 'b'</script>", "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;");
}

TEST(utf8_stays)
{
    assert_escaped("größer \xe2\x89\xa5 \xf0\x9f\x98\x80", "größer \xe2\x89\xa5 \xf0\x9f\x98\x80");
}

TEST(what_is_no_utf8_is_replaced)
{
    assert_escaped("a\xff"
                   "b",
                   "a\xef\xbf\xbd"
                   "b");
    assert_escaped("\xc3", "\xef\xbf\xbd");
    assert_escaped("\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd");
    assert_escaped("\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

TEST(control_characters_are_replaced)
{
    assert_escaped("\x1b[31m\tx\n\x7f", "\xef\xbf\xbd[31m\tx\n\xef\xbf\xbd");
}

TEST(formatted_text_is_escaped_whole)
{
    SCOPED(strbuf_release) struct strbuf out = {0};
    html_printf(&out, "%s < %d", "<b>", 3);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&out), "&lt;b&gt; &lt; 3");
}

UNIT_TESTS("report/html", CASE(markup_becomes_text), CASE(utf8_stays), CASE(what_is_no_utf8_is_replaced),
           CASE(control_characters_are_replaced), CASE(formatted_text_is_escaped_whole))
