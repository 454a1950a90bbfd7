"""A job of one of our files for CI, run as a runner would: job.py <file> <event's name>
or, of Actions, the group that it waits in: job.py --group <file> <event's name>

What the event says is in $GITHUB_EVENT_PATH; of GitLab all is in the environment.
Prints "not started" where the file does not want the event.  Only what our files
use is understood, and anything else is an error.  Exit status: that of the step
which failed.  SECRET_x and VAR_x are secrets and variables of the project, INPUT_x
inputs of a dispatch; OWN_WORKFLOW: the project's .gitlab-ci.yml has a workflow, which
lets all pipelines be."""
import json
import os
import re
import subprocess
import sys

import yaml

TOKEN = re.compile(r"\s*(\|\||&&|==|=~|!=|[!(),]|'[^']*'|\"[^\"]*\"|/[^/]*/|\$?[A-Za-z_][\w.-]*)")


class Expression:
    """One of GitHub's, or a rule of GitLab's."""

    def __init__(self, text, look_up):
        self.token, at, self.at, self.look_up = [], 0, 0, look_up
        text = text.strip()
        while at < len(text):
            m = TOKEN.match(text, at)
            if not m:
                raise SystemExit(f'no expression: {text[at:]}')
            self.token.append(m[1])
            at = m.end()

    def peek(self):
        return self.token[self.at] if self.at < len(self.token) else None

    def take(self):
        self.at += 1
        return self.token[self.at - 1]

    def value(self):
        found = self.all_of()
        while self.peek() == '||':
            self.take()
            other = self.all_of()
            found = found or other
        return found

    def all_of(self):
        found = self.compared()
        while self.peek() == '&&':
            self.take()
            other = self.compared()
            found = found and other
        return found

    def compared(self):
        found = self.one()
        if self.peek() in ('==', '=~', '!='):
            how, other = self.take(), self.one()
            if how == '=~':
                return bool(re.search(other, found or ''))
            return (found == other) == (how == '==')
        return found

    def one(self):
        word = self.take()
        if word == '!':
            return not self.one()
        if word == '(':
            found = self.value()
            assert self.take() == ')'
            return found
        if word[0] in '\'"':
            return word[1:-1]
        if word[0] == '/':
            return word[1:-1]
        if word == 'contains':
            assert self.take() == '('
            text = self.value()
            assert self.take() == ','
            part = self.value()
            assert self.take() == ')'
            return part.lower() in (text or '').lower()
        return self.look_up(word)


def run(script, env, shell):
    done = subprocess.run([*shell, script], env=env, check=False)
    if done.returncode:
        sys.exit(done.returncode if done.returncode > 0 else 1)


class Actions:
    def __init__(self, path, name):
        with open(path, encoding='utf8') as f:
            self.file = yaml.safe_load(f)
        with open(os.environ['GITHUB_EVENT_PATH'], encoding='utf8') as f:
            self.event = json.load(f)
        self.name = name

    def look_up(self, path):
        kind, *keys = path.split('.')
        if kind in ('secrets', 'vars', 'inputs'):
            prefix = {'secrets': 'SECRET_', 'vars': 'VAR_', 'inputs': 'INPUT_'}[kind]
            return os.environ.get(prefix + keys[0].replace('-', '_'), '')
        assert kind == 'github', path
        if keys == ['token']:
            return os.environ['JOB_TOKEN']
        if keys == ['run_id']:
            return '1'
        at = {'event': self.event, 'event_name': self.name}
        for key in keys:
            at = at.get(key) if isinstance(at, dict) else None
        return at

    def expand(self, text):
        def one(m):
            found = Expression(m[1], self.look_up).value()
            return '' if found is None else str(found)
        return re.sub(r'\$\{\{(.*?)\}\}', one, str(text))

    def is_wanted(self):
        on = self.file[True]  # YAML takes "on" for that
        if self.name not in on:
            return False
        types = (on[self.name] or {}).get('types')
        action = self.event.get('action')
        # Gitea has words of its own in the event
        action = {'label_updated': 'labeled', 'synchronized': 'synchronize'}.get(action, action)
        return not types or action in types

    def group(self):
        return self.expand(self.file['concurrency']['group'])

    def run(self):
        (job,) = self.file['jobs'].values()
        self.group()
        if not self.is_wanted() or not Expression(job.get('if', "'x'"), self.look_up).value():
            print('not started')
            return
        base = {k: v for k, v in os.environ.items()
                if not re.match('(SECRET|VAR|INPUT)_|JOB_TOKEN$', k)}
        base.update(GITHUB_ACTIONS='true', GITHUB_EVENT_NAME=self.name)
        for step in job['steps']:
            env = dict(base)
            path = os.environ.get('GITHUB_PATH')
            if path and os.path.exists(path):
                with open(path, encoding='utf8') as f:
                    env['PATH'] = ':'.join([*f.read().split(), env['PATH']])
            env.update((k, self.expand(v)) for k, v in step.get('env', {}).items())
            run(step['run'], env, ['bash', '--noprofile', '--norc', '-e', '-c'])


class Pipeline:
    def __init__(self, path):
        with open(path, encoding='utf8') as f:
            self.file = yaml.safe_load(f)
        self.job = next(v for k, v in self.file.items() if k.startswith('git-rel'))

    def look_up(self, name):
        if name == 'null':
            return None
        assert name[0] == '$', name
        return os.environ.get(name[1:])

    def is_let(self, rules):
        for rule in rules:
            if Expression(rule.get('if', "'x'"), self.look_up).value():
                return rule.get('when') != 'never'
        return False

    def is_wanted(self):
        # that of the project would take the place of ours
        flow = self.file.get('workflow') if 'OWN_WORKFLOW' not in os.environ else None
        return self.is_let(flow['rules'] if flow else [{}]) and self.is_let(self.job['rules'])

    def run(self):
        if not self.is_wanted():
            print('not started')
            return
        env = dict(os.environ, GITLAB_CI='true')
        env.update((k, str(v)) for k, v in self.job['variables'].items())
        lines = self.job['before_script'] + self.job['script']
        run('\n'.join(lines), env, ['bash', '-e', '-o', 'pipefail', '-c'])


if __name__ == '__main__':
    if sys.argv[1] == '--group':
        print(Actions(*sys.argv[2:]).group())
        sys.exit()
    (Pipeline(sys.argv[1]) if '/gitlab/' in sys.argv[1] else Actions(*sys.argv[1:])).run()
