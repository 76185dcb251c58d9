{%- extends 'stock/manage_submissions.tpl' -%}

{%- block head -%}
{{ super() }}
<script src="{{ base_url }}/formgrader/coursewright/grading.js"></script>
{%- endblock -%}

{%- block messages -%}
<p>
  <button type="button" class="btn btn-primary" id="coursewright-autograde-all">Autograde all</button>
  <span id="coursewright-progress" role="status" style="margin-left: 1em;"></span>
</p>
<p class="text-muted">
  Autograding queues submissions for the platform's grader, which runs them in a sandbox. The list follows it.
  In a terminal: <code>nbgrader autograde {{ assignment_id }} --student NAME --force</code>
</p>
{%- endblock -%}
