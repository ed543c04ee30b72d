"""The front door as web pages: HTTP in, HTML out, and nothing decided here that a use case could decide.

It may touch the SDK, the use cases and Litestar: never storage, connections, SQL or a plugin.

How to add a screen:

1. A handler is a plain function (it runs in a thread) that reads fields, calls one use case and renders a page::

       @get("/contacts/{reference:str}", signed_in, writes(Action.VIEWED_CONTACT))
       def contact_page(request: AnyRequest, office: Office, who: SignedIn, reference: str) -> Page:
           contact = see_contact(office, who.professional, reference)
           return page(request, "contacts/contact.html", contact=contact)

   By these names it may ask for `office: Office`, `who: SignedIn` (on routes that need a sign-in; `who.professional`),
   `form: Fields` and `params: Fields` (the form, the query) and `site: Site` (branding, options); any other `str` is a
   part of the path. `AnyRequest` comes from `site`. A form is checked
   for its origin and its token before the handler runs; a handler never does that itself. After a change answer with
   `see_other("/path")`, so that reloading sends nothing twice. Show a form again with
   `page(..., status=400, faults=[Fault("field-id", "Enter ...")])`: the layout adds the error summary and "Error: "
   in the title.
2. The second argument of `get` and `post` (`routing`) is the route's policy (`policy`): `anonymous`, `public`,
   `signed_in` or `requires(Permission.TRIAGE)`; the third what it writes to the audit (`auditing`): `writes(...)`,
   `writes_once_a_sitting(...)` or `shows_nobody("why")`. The portal does not start with a route that lacks one, and
   sends no page whose entry was not written.
3. `form.one("name")` refuses a field sent twice, `form.many("name")` takes several, `form.only("a", "b")` refuses the
   rest. Bad UTF-8, other content types and more than a megabyte (`max_bytes=` of `post`) never reach a handler; a NUL
   in a text is dropped.
4. Raise what the use cases raise: `NotVisible` is the 404 page, `NotPermitted` 403, `Stale` 409. Never catch them to
   say more. `refusing` has the web's own (`BadRequest`, `NotFound`). Everything else is a 500 with a number.
5. A template extends `layout.html`, fills `title`, `before` (back link) and `content`, and finds there `ui` (the macros
   of `templates/macros/components.html`), `wording`, `branding`, `who`, `path` and the filters `day`, `clock` and
   `moment`. Every form with method post holds `{{ form_token() }}`. In scripts, styles and attributes nothing is
   inline: the content security policy would stop it. Addresses carry references and codes, never names.
6. Words for statuses, priorities, outcomes, roles and events come from `wording`. Times are shown with `moment`.
7. List the handlers in the module's `routes`, and those in `routes.ROUTES`.

In tests, `portal.client()` (`tests/web/conftest.py`) is a browser; `portal.client(person)` one that is signed in, and
its `send(path, {...})` posts a form as the page would.
"""
