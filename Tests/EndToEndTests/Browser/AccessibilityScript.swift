/// What a browser is asked about each page in each view; ends with a list of texts, one a violation.
enum AccessibilityScript {
  /// How a page is looked at: in a window so many pixels wide, on dark paper, with all that opens open, by axe too.
  ///
  /// A page is loaded once for all its views; what was opened stays open in those that follow.
  struct View: Encodable {
    var width: Int
    var dark = false
    var open = false
    var axe = false
    /// Only what depends on colours is asked, in a view that an earlier one was like in all else.
    var colors = false
  }

  static let text = """
    const found = [];
    const describe = element => {
      let text = element.tagName.toLowerCase();
      if (element.id) text += '#' + element.id;
      if (element.classList.length) text += '.' + [...element.classList].join('.');
      return text + ' “' + element.textContent.trim().slice(0, 40) + '”';
    };
    const shown = element => element.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});

    function set(root, view) {
      root.classList.remove('dark', 'light');
      root.classList.add(view.dark ? 'dark' : 'light');
      if (!view.open) return;
      for (const details of root.querySelectorAll('details')) details.open = true;
      for (const popover of root.querySelectorAll('[popover]')) {
        popover.style.display = 'block';
        popover.style.position = 'static';
      }
    }

    const all = {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']};
    const ofColors = {type: 'rule', values: ['color-contrast', 'link-in-text-block']};

    async function askAxe(frame, view, say) {
      if (!frame.contentWindow.axe) frame.contentWindow.eval(axe);
      const result = await frame.contentWindow.axe.run(frame.contentDocument, {
        runOnly: view.colors ? ofColors : all,
        resultTypes: ['violations'], iframes: false});
      for (const violation of result.violations)
        for (const node of violation.nodes.slice(0, 3)) say(violation.id + ' at ' + node.html.slice(0, 160));
    }

    function headings(root, say) {
      let level = 0;
      for (const heading of root.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
        const own = Number(heading.tagName[1]);
        if (own > level + 1) say('heading of level ' + own + ' after ' + level + ': ' + describe(heading));
        level = own;
      }
    }

    function names(root, say) {
      for (const figure of root.querySelectorAll('figure'))
        if (!figure.querySelector('figcaption')?.textContent.trim()) say('a figure without a name: ' + describe(figure));
      for (const table of root.querySelectorAll('table')) {
        if (!table.caption?.textContent.trim()) say('a table without a caption: ' + describe(table));
        for (const head of table.querySelectorAll('th')) if (!head.scope) say('no scope: ' + describe(head));
      }
      if (!root.documentElement.lang) say('the page names no language');
      const skip = root.querySelector('body > a');
      if (!skip || !root.querySelector(skip.getAttribute('href'))) say('the first link does not skip to the page');
    }

    function focus(frame, say) {
      const root = frame.contentDocument;
      let before = null;
      for (const element of root.querySelectorAll('a[href],button,summary,[tabindex]')) {
        if (element.tabIndex > 0) say('an order of its own: ' + describe(element));
        if (element.tabIndex < 0 || !shown(element)) continue;
        element.focus({focusVisible: true, preventScroll: true});
        if (root.activeElement !== element) { say('takes no focus: ' + describe(element)); continue; }
        const look = frame.contentWindow.getComputedStyle(element);
        if (look.outlineStyle === 'none' || parseFloat(look.outlineWidth) < 2)
          say('its focus is not seen: ' + describe(element));
        const box = element.getBoundingClientRect();
        // Upwards only into a column that stands to the right.
        if (before && before.top > box.bottom && before.right > box.left)
          say('the focus goes back up to ' + describe(element));
        before = box;
      }
      root.activeElement?.blur();
    }

    function space(frame, view, say) {
      const root = frame.contentDocument;
      if (root.documentElement.scrollWidth > view.width)
        say('the page is ' + root.documentElement.scrollWidth + ' pixels wide');
      for (const element of root.querySelectorAll('main *')) {
        const look = frame.contentWindow.getComputedStyle(element);
        if (look.animationName !== 'none' || parseFloat(look.transitionDuration) > 0) say('moves: ' + describe(element));
        if (![look.overflowX, look.overflowY].some(value => value === 'auto' || value === 'scroll')) continue;
        const fits = element.scrollWidth <= element.clientWidth && element.scrollHeight <= element.clientHeight;
        if (fits || !shown(element)) continue;
        if (element.tabIndex !== 0 || !element.getAttribute('role') || !element.getAttribute('aria-label'))
          say('scrolls, but not by keyboard and by name: ' + describe(element));
      }
      const boxes = [];
      const walker = root.createTreeWalker(root.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!node.data.trim() || parent.closest('svg,.vh,.skip,thead,pre') || !shown(parent)) continue;
        const range = root.createRange();
        range.selectNodeContents(node);
        // What a box scrolls away is not to be seen.
        const frame = parent.closest('.tw')?.getBoundingClientRect();
        for (const box of range.getClientRects())
          if (box.width > 1 && box.height > 1 && !(frame && (box.right > frame.right + 1 || box.left < frame.left - 1)))
            boxes.push({box, node});
      }
      boxes.sort((a, b) => a.box.top - b.box.top);
      boxes.forEach((one, index) => {
        for (let next = index + 1; next < boxes.length && boxes[next].box.top < one.box.bottom; next++) {
          const other = boxes[next];
          const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
          const high = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
          if (one.node !== other.node && wide > 2 && high > 0.45 * Math.min(one.box.height, other.box.height))
            say('texts lie on each other: “' + one.node.data.trim().slice(0, 30) + '” and “'
              + other.node.data.trim().slice(0, 30) + '”');
        }
      });
    }

    async function ask() {
      for (const page of pages) {
        let frame = null;
        for (const view of JSON.parse(views)) {
          frame ??= await open(page.markup, view.width);
          frame.width = view.width;
          const kind = [view.width, view.dark && 'dark', view.open && 'open'].filter(Boolean).join(' ');
          const say = text => found.push(page.name + ' (' + kind + '): ' + text);
          set(frame.contentDocument.documentElement, view);
          if (view.axe) await askAxe(frame, view, say);
          if (view.colors) continue;
          headings(frame.contentDocument, say);
          names(frame.contentDocument, say);
          focus(frame, say);
          space(frame, view, say);
        }
        frame.remove();
      }
      finish(found);
    }
    ask().catch(fail);
    """
}
