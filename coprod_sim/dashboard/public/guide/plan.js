// The minutes of a workshop as a table.  On a narrow screen its rows become blocks; the roles say that it stays a table.

/** @type {Component} */
export const Plan = {
  props: ['of', 'texts'],
  template: `
    <table class="plan" role="table" :aria-labelledby="of.key + '-plan'" :data-testid="'plan-' + of.key">
      <thead role="rowgroup"><tr role="row"><th v-for="head in ['minutes', 'do', 'say', 'screen']" :key="head" scope="col" role="columnheader">{{ texts[head] }}</th></tr></thead>
      <tbody role="rowgroup">
        <tr v-for="step in of.steps" :key="step.from" role="row" data-testid="step">
          <th scope="row" role="rowheader" class="plan-when">{{ step.from }} to {{ step.to }}</th>
          <td role="cell" :data-head="texts.do">{{ step.do }}</td>
          <td role="cell" :data-head="texts.say" class="plan-say">{{ step.say }}</td>
          <td role="cell" :data-head="texts.screen">{{ step.screen }}
            <a v-for="link in step.links" :key="link.key" :href="link.href" target="coprod-workshop" :data-testid="'open-' + link.key">{{ link.text }}<span class="hidden"> ({{ texts.link_note }})</span></a></td>
        </tr>
      </tbody>
    </table>`,
};
