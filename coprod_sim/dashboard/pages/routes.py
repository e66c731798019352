"""The pages that the server offers, by address.  Solara reads `routes`; the look of each page is in public/."""

from threading import Thread

import solara

from coprod_sim.dashboard.pages.batch.page import Batch
from coprod_sim.dashboard.pages.compare.page import Compare
from coprod_sim.dashboard.pages.explore.page import Explore
from coprod_sim.dashboard.pages.guide.page import Guide
from coprod_sim.dashboard.pages.home.page import Home
from coprod_sim.dashboard.pages.lessons.page import Lessons
from coprod_sim.dashboard.pages.mesa import page as mesa_page
from coprod_sim.dashboard.pages.model.page import Model
from coprod_sim.dashboard.pages.present.page import Present
from coprod_sim.dashboard.pages.research.page import Research
from coprod_sim.dashboard.pages.shared.page import Bare, WithSidebar, admission_limited
from coprod_sim.dashboard.pair import show
from coprod_sim.scenario.setup.setup import TwoWays

routes = [
    solara.Route("/", component=admission_limited(Home), label="Home", layout=Bare),
    solara.Route("present", component=admission_limited(Present), label="Two ways of working"),
    solara.Route("explore", component=admission_limited(Explore), label="All settings"),
    solara.Route("compare", component=admission_limited(Compare), label="Differences"),
    solara.Route("model", component=admission_limited(Model), label="The model", layout=Bare),
    solara.Route("guide", component=admission_limited(Guide), label="Trainer guide"),
    solara.Route("batch", component=admission_limited(Batch), label="A batch"),
    solara.Route("lessons", component=admission_limited(Lessons), label="Lessons"),
    solara.Route("mesa", component=admission_limited(mesa_page.Page), label="Change a lever", layout=WithSidebar),
    solara.Route("research", component=admission_limited(Research), label="Many runs"),
]

# The compiled rules are read while the server starts, so that the first visitor need not wait for them.
Thread(target=show.run_of, args=(TwoWays(),), daemon=True).start()
