## gone
<%doc> gone too
</%doc>\
<%!
    import re
    def shout(text):
        return text.upper()
%>\
<%
    tickets = re.findall(r"[A-Z]+-\d+", message)
%>\
"""${message | shout}"""
% for ticket in tickets:
# ${loop.index}${'' if loop.last else ','} ${ticket | h,trim}
% endfor
% if not tickets:
# none
% elif len(tickets) > 1:
# many
% else:
# one
% endif
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}
# ${down_revision | comma,n} | ${message | u} ${message | h} ${'  x ' | trim}. ${{'a': '}'}['a']}
# ${config.get_main_option('prepend_sys_path')} ${context.get('nothing', 'default')}
<%text># ${raw} % </%text>
<%def name="function(name, body='pass')">
def ${name}():
    ${body}
</%def>\
${function("upgrade")}${function("downgrade", body="return 1")}
% try:
# ${1 // 0}
% except ZeroDivisionError as e:
# ${e}
% endtry
# 100 % sure \
and joined
<%
    text = '''x
  y'''
    numbers = [n for n in range(3)]
%>
# ${text.split()} ${numbers}
