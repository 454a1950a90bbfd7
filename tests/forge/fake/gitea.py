BASE="/api/x"
def serve(q): raise NotImplementedError
def web(q): raise NotImplementedError
