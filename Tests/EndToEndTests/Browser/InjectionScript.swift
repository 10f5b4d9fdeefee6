/// Pokes at every element of each page as a reader might, and tells what ran, what would run and what was stopped.
enum InjectionScript {
  /// What a planted script does in a page.
  static let deed = "document.documentElement.dataset.owned='1'"

  static let text = """
    const found = [];
    const events = [
      'mouseover', 'pointerdown', 'focus', 'click', 'keydown', 'toggle', 'load', 'error', 'animationstart', 'submit'];
    async function poke() {
      for (const page of pages) {
        const say = text => found.push(page.name + ': ' + text);
        const frame = document.createElement('iframe');
        frame.srcdoc = page.markup;
        const loaded = new Promise(done => { frame.onload = done; });
        document.body.append(frame);
        // The frame's first page comes into the window that is there already.
        frame.contentWindow.addEventListener('securitypolicyviolation', event =>
          say('stopped by the policy: ' + event.violatedDirective + ' ' + event.blockedURI));
        await loaded;
        const root = frame.contentDocument;
        root.addEventListener('click', event => event.preventDefault(), true);
        for (const element of root.querySelectorAll('*')) {
          for (const attribute of element.getAttributeNames())
            if (attribute.startsWith('on')) say('a handler ' + attribute + ' on ' + element.tagName);
          for (const address of [element.href, element.src, element.action, element.data])
            if (/^(javascript|data|vbscript):/i.test(String(address?.baseVal ?? address ?? '')))
              say('an address that runs: ' + address);
          if (['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'BASE', 'FORM', 'MATH', 'VIDEO', 'foreignObject'].includes(element.tagName))
            say('an element ' + element.tagName);
          for (const kind of events) element.dispatchEvent(new Event(kind, {bubbles: false, cancelable: true}));
        }
        await new Promise(done => setTimeout(done, 50));
        if (root.documentElement.dataset.owned) say('a script ran');
        if (document.documentElement.dataset.owned) say('a script ran in the frame\\u2019s parent');
        const styles = root.querySelectorAll('style').length;
        if (styles > 2) say('style elements: ' + styles);
        if (frame.contentDocument !== root) say('the page was left');
        frame.remove();
      }
      finish(found);
    }
    poke().catch(fail);
    """
}
